package io.sluice.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/**
 * How a client behaves.
 *
 * @param addresses gRPC addresses of nodes, {@code host:port}, 1 to 64; others are learnt
 * @param callTimeout when a call ends, retries included
 * @param pollGrace how much longer than its wait a long poll may take
 * @param attemptTimeout after how long, beyond its wait, an attempt at one node is given up for
 *     another node
 * @param backoffMin longest first pause between attempts
 * @param backoffMax longest later pause
 * @param badFor how long a node that did not answer is avoided
 * @param inboundBytesMax largest answer accepted, in bytes
 * @param tls with what nodes are spoken to; empty: in the clear
 * @param credentials who the client says it is; empty for nobody
 * @param callbacks where futures of the asynchronous face complete; it may block there
 */
public record ClientConfig(
        List<String> addresses,
        Duration callTimeout,
        Duration pollGrace,
        Duration attemptTimeout,
        Duration backoffMin,
        Duration backoffMax,
        Duration badFor,
        int inboundBytesMax,
        Optional<ClientTls> tls,
        Optional<AccessCredentials> credentials,
        Executor callbacks) {

    public ClientConfig {
        addresses = List.copyOf(addresses);
        if (callTimeout.isNegative() || callTimeout.isZero() || pollGrace.isNegative()) {
            throw new IllegalArgumentException("callTimeout must be positive and pollGrace not negative");
        }
    }

    /** The defaults, for these addresses, with the credentials that the environment names. */
    public static ClientConfig of(List<String> addresses) {
        return new ClientConfig(
                addresses,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                Duration.ofMillis(10),
                Duration.ofMillis(400),
                Duration.ofSeconds(2),
                16 << 20,
                Optional.empty(),
                AccessCredentials.of(System.getenv()),
                ForkJoinPool.commonPool());
    }

    /** The same with this TLS, or in the clear. */
    public ClientConfig with(Optional<ClientTls> other) {
        return new ClientConfig(
                addresses,
                callTimeout,
                pollGrace,
                attemptTimeout,
                backoffMin,
                backoffMax,
                badFor,
                inboundBytesMax,
                other,
                credentials,
                callbacks);
    }

    /** The same with another end of calls. */
    public ClientConfig withCallTimeout(Duration timeout) {
        return new ClientConfig(
                addresses,
                timeout,
                pollGrace,
                attemptTimeout,
                backoffMin,
                backoffMax,
                badFor,
                inboundBytesMax,
                tls,
                credentials,
                callbacks);
    }
}
