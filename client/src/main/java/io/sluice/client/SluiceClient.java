package io.sluice.client;

import io.sluice.client.transport.Address;
import io.sluice.client.transport.TlsFiles;
import io.sluice.client.transport.Transport;
import io.sluice.client.transport.TransportConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a cluster; one is enough for a process. It needs the address of any node, better of
 * several: calls go to a live one, best to the one that leads what they are about, and are repeated
 * with the same request id until they have an answer or their time is over. Thread-safe.
 *
 * <pre>{@code
 * try (SluiceClient client = SluiceClient.builder("127.0.0.1:4565", "127.0.0.1:4575").build()) {
 *     client.queues().createQueue("orders");
 *     client.queues().send("orders", OutgoingMessage.of("hello"));
 * }
 * }</pre>
 */
public final class SluiceClient implements AutoCloseable {
    private final Transport transport;
    private final QueueClient queues;
    private final GroupClient groups;
    private final DeliveryClient delivery;
    private final DeadLetterClient deadLetters;
    private final AdminClient admin;
    private final AccessKeyClient keys;

    private SluiceClient(ClientConfig config) {
        this.transport = Transport.open(transportConfig(config));
        PromptCalls calls = new PromptCalls(transport, config);
        this.queues = new QueueClient(calls, transport, config);
        this.groups = new GroupClient(calls);
        this.delivery = new DeliveryClient(calls);
        this.deadLetters = new DeadLetterClient(calls);
        this.admin = new AdminClient(transport, config);
        this.keys = new AccessKeyClient(transport, config);
    }

    /** A builder with the defaults of {@link ClientConfig}. */
    public static Builder builder(String... addresses) {
        return new Builder(Arrays.asList(addresses));
    }

    /** A client that behaves as told. */
    public static SluiceClient open(ClientConfig config) {
        return new SluiceClient(config);
    }

    /** Queues. */
    public QueueClient queues() {
        return queues;
    }

    /** Message groups of FIFO queues. */
    public GroupClient groups() {
        return groups;
    }

    /** Pauses of queues, and limits of what they give. */
    public DeliveryClient delivery() {
        return delivery;
    }

    /** Dead letters: why they died, and the way back of some of them. */
    public DeadLetterClient deadLetters() {
        return deadLetters;
    }

    /** Access keys. */
    public AccessKeyClient keys() {
        return keys;
    }

    /** Nodes, tablets and leaders. */
    public AdminClient admin() {
        return admin;
    }

    /** Fails what is under way with {@link SluiceException.Closed} and lets the connections go. */
    @Override
    public void close() {
        transport.close();
    }

    private static TransportConfig transportConfig(ClientConfig config) {
        List<Address> addresses =
                config.addresses().stream().map(Address::parse).toList();
        TransportConfig defaults = TransportConfig.of(addresses);
        return new TransportConfig(
                addresses,
                config.attemptTimeout(),
                config.backoffMin(),
                config.backoffMax(),
                config.badFor(),
                config.inboundBytesMax(),
                defaults.keepAlive(),
                defaults.keepAliveTimeout(),
                config.tls().map(tls -> new TlsFiles(tls.authorities(), tls.certificate(), tls.key())),
                config.credentials()
                        .map(known -> known.keyId() + ":" + known.secret())
                        .orElse(""));
    }

    /** Collects a {@link ClientConfig}. */
    public static final class Builder {
        private final List<String> addresses;
        private @Nullable Duration callTimeout;
        private @Nullable Duration attemptTimeout;
        private @Nullable Duration badFor;
        private @Nullable ClientTls tls;
        private @Nullable Executor callbacks;
        private @Nullable AccessCredentials credentials;

        private Builder(List<String> addresses) {
            this.addresses = new ArrayList<>(addresses);
        }

        /** One more node, {@code host:port}. */
        public Builder address(String address) {
            addresses.add(address);
            return this;
        }

        /** See {@link ClientConfig#callTimeout}. */
        public Builder callTimeout(Duration timeout) {
            this.callTimeout = timeout;
            return this;
        }

        /** See {@link ClientConfig#attemptTimeout}. */
        public Builder attemptTimeout(Duration timeout) {
            this.attemptTimeout = timeout;
            return this;
        }

        /** See {@link ClientConfig#badFor}. */
        public Builder badFor(Duration time) {
            this.badFor = time;
            return this;
        }

        /** See {@link ClientConfig#tls}. */
        public Builder tls(ClientTls files) {
            this.tls = files;
            return this;
        }

        /** See {@link ClientConfig#credentials}; otherwise those that the environment names. */
        public Builder credentials(AccessCredentials known) {
            this.credentials = known;
            return this;
        }

        /** See {@link ClientConfig#callbacks}. */
        public Builder callbacks(Executor executor) {
            this.callbacks = executor;
            return this;
        }

        /** The client. */
        public SluiceClient build() {
            ClientConfig defaults = ClientConfig.of(addresses);
            return new SluiceClient(new ClientConfig(
                    addresses,
                    callTimeout == null ? defaults.callTimeout() : callTimeout,
                    defaults.pollGrace(),
                    attemptTimeout == null ? defaults.attemptTimeout() : attemptTimeout,
                    defaults.backoffMin(),
                    defaults.backoffMax(),
                    badFor == null ? defaults.badFor() : badFor,
                    defaults.inboundBytesMax(),
                    Optional.ofNullable(tls),
                    credentials == null ? defaults.credentials() : Optional.of(credentials),
                    callbacks == null ? defaults.callbacks() : callbacks));
        }
    }
}
