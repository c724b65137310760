package io.sluice.client.bench;

import io.sluice.client.ClientConfig;
import io.sluice.client.SluiceClient;
import io.sluice.client.transport.Address;
import io.sluice.client.transport.TlsFiles;
import io.sluice.client.transport.Transport;
import io.sluice.client.transport.TransportConfig;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Runs the benchmark of a queue: makes the queue, fills it if asked, loads it, drains it, and gives the
 * figures. It lives on the few threads of the transport, since it shares its machine with what it
 * measures.
 */
public final class Bench {
    private final ClientConfig connection;
    private final BenchOptions options;
    private final Consumer<String> progress;

    /** A bench against these nodes; progress is printed, a line each second. */
    public Bench(ClientConfig connection, BenchOptions options, Consumer<String> progress) {
        this.connection = connection;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws io.sluice.client.SluiceException when the queue cannot be made
     * @throws InterruptedException when interrupted; the queue is then left there
     */
    public BenchResult run() throws InterruptedException {
        String name = freshName();
        String own = "bench-" + name + (options.queue().fifo() ? ".fifo" : "");
        String queue = options.queue().nameOr(own);
        TransportConfig config = TransportConfig.of(
                connection.addresses().stream().map(Address::parse).toList(),
                connection.tls().map(tls -> new TlsFiles(tls.authorities(), tls.certificate(), tls.key())));
        try (SluiceClient client = SluiceClient.open(connection);
                Transport transport = Transport.open(config)) {
            if (options.queue().fifo()) {
                client.queues().createQueue(queue, Map.of("FifoQueue", "true"), Map.of());
            } else {
                client.queues().createQueue(queue);
            }
            BenchResult result = new BenchRun(options, client, transport, queue, name, progress).run();
            if (options.queue().passing()) {
                client.queues().deleteQueue(queue);
            }
            return result;
        }
    }

    /**
     * Runs it by another client, which makes and deletes the queue, too.
     *
     * @throws InterruptedException when interrupted; the queue is then left there
     */
    public BenchResult run(ForeignClient foreign) throws InterruptedException {
        if (options.queue().fifo() || options.consume() || options.single()) {
            throw new IllegalArgumentException(
                    "another client sends, receives and deletes in batches, on standard queues");
        }
        String name = freshName();
        String queue = options.queue().nameOr("bench-" + name);
        foreign.createQueue(queue);
        try (SluiceClient client = SluiceClient.open(connection)) {
            BenchResult result = new BenchRun(options, client, foreign, queue, name, progress).run();
            if (options.queue().passing()) {
                foreign.deleteQueue(queue);
            }
            return result;
        }
    }

    private static String freshName() {
        return String.format(Locale.ROOT, "%08x", ThreadLocalRandom.current().nextInt());
    }

    /** How often the run looks at the clock. */
    static final Duration LOOK = Duration.ofMillis(50);
}
