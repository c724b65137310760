package io.sluice.client.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Every bound of the transport.
 *
 * @param addresses nodes to begin with, 1 to {@link #ENDPOINTS_MAX}
 * @param attemptTimeout how long one attempt may take beyond the wait it asked for; a paused node is
 *     left after this
 * @param backoffMin upper bound of the first pause between attempts
 * @param backoffMax upper bound of every later pause
 * @param badFor how long a node that did not answer is avoided
 * @param inboundBytesMax largest answer accepted
 * @param keepAlive silence after which a connection with open calls is probed
 * @param keepAliveTimeout how long the probe may go unanswered
 * @param tls with what connections are made; empty: in the clear
 * @param bearer what every call brings as {@code authorization: Bearer}; empty for nothing
 */
public record TransportConfig(
        List<Address> addresses,
        Duration attemptTimeout,
        Duration backoffMin,
        Duration backoffMax,
        Duration badFor,
        int inboundBytesMax,
        Duration keepAlive,
        Duration keepAliveTimeout,
        Optional<TlsFiles> tls,
        String bearer) {

    /** Most nodes a transport keeps a connection to, given ones and hinted ones together. */
    public static final int ENDPOINTS_MAX = 64;

    /** Most queues whose leader is remembered. */
    public static final int LEADERS_MAX = 10_000;

    public TransportConfig {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty() || addresses.size() > ENDPOINTS_MAX) {
            throw new IllegalArgumentException("give 1 to " + ENDPOINTS_MAX + " addresses");
        }
        if (backoffMin.isNegative() || backoffMin.isZero() || backoffMax.compareTo(backoffMin) < 0) {
            throw new IllegalArgumentException("backoff must be positive and its bounds in order");
        }
        if (attemptTimeout.isNegative() || attemptTimeout.isZero() || inboundBytesMax < 1) {
            throw new IllegalArgumentException("attemptTimeout and inboundBytesMax must be positive");
        }
    }

    /** The defaults, for these addresses. */
    public static TransportConfig of(List<Address> addresses) {
        return of(addresses, Optional.empty());
    }

    /** The same with these files. */
    public static TransportConfig of(List<Address> addresses, Optional<TlsFiles> tls) {
        return new TransportConfig(
                addresses,
                Duration.ofSeconds(3),
                Duration.ofMillis(10),
                Duration.ofMillis(400),
                Duration.ofSeconds(2),
                16 << 20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                tls,
                "");
    }
}
