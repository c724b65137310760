package io.sluice.client.cli;

import io.sluice.client.ReceivedMessage;
import io.sluice.client.consumer.ConsumerSettings;
import io.sluice.client.consumer.QueueConsumer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice consume}. */
@Command(
        name = "consume",
        mixinStandardHelpOptions = true,
        description =
                "Prints messages as they come, one per line, and deletes them; with -o json an object each. Says on"
                        + " the standard error what keeps messages back.")
final class ConsumeCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 50;

    @Mixin
    private Cluster cluster;

    @Mixin
    private NamedQueue queue;

    @Option(names = "--count", paramLabel = "N", defaultValue = "0", description = "Stops after N (default: never).")
    private long count;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "Stops when nothing came for so long (default: never).")
    private long idleSeconds;

    @Option(
            names = "--visibility",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long messages stay hidden should this process die (default: ${DEFAULT-VALUE}).")
    private long visibilitySeconds;

    @Option(
            names = "--heartbeat",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "3 to 300: messages stay hidden while this process gives signs of life, and go back at once"
                    + " when it dies or gives none for so long (default: by --visibility).")
    private long heartbeatSeconds;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            defaultValue = "sluice-consume",
            description = "Who consumes, for traces and dead letters (default: ${DEFAULT-VALUE}).")
    private String name;

    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong lastNanos = new AtomicLong(System.nanoTime());

    @Override
    public Integer call() throws InterruptedException {
        ConsumerSettings settings = settings();
        return cluster.run((client, out) -> {
            QueueConsumer consumer =
                    QueueConsumer.start(client.queues(), queue.nameOrUrl(), settings, message -> show(message, out));
            Thread stop = new Thread(consumer::close, "sluice-consume-stop");
            Runtime.getRuntime().addShutdownHook(stop);
            try (consumer) {
                String told = "";
                while (!done()) {
                    stoppedByItself(consumer);
                    told = tellWithheld(consumer.stats().withheld(), told);
                }
            }
            Runtime.getRuntime().removeShutdownHook(stop);
        });
    }

    private ConsumerSettings settings() {
        ConsumerSettings settings = ConsumerSettings.of(1)
                .withVisibility(Duration.ofSeconds(visibilitySeconds))
                .withHeartbeat(Duration.ofSeconds(heartbeatSeconds))
                .withName(name);
        return count > 0 ? settings.withPrefetch((int) Math.min(settings.prefetch(), count)) : settings;
    }

    private void show(ReceivedMessage message, Output out) {
        if (count > 0 && taken.get() >= count) {
            throw new IllegalStateException("enough was shown; this one goes back");
        }
        if (out.json()) {
            out.object(MessageView.object(message));
        } else {
            out.text(message.body());
        }
        taken.incrementAndGet();
        lastNanos.set(System.nanoTime());
    }

    /** Says what keeps messages back when that is another reason than before; returns what was told. */
    private String tellWithheld(String withheld, String told) {
        if (!withheld.equals(told)) {
            String line = withheld.isEmpty() ? "nothing is kept back any more" : "messages are kept back: " + withheld;
            cluster.err().println("sluice: " + line);
        }
        return withheld;
    }

    private boolean done() {
        boolean enough = count > 0 && taken.get() >= count;
        boolean idle = idleSeconds > 0 && System.nanoTime() - lastNanos.get() > TimeUnit.SECONDS.toNanos(idleSeconds);
        return enough || idle;
    }

    /** Waits a little, and fails as the consumer did when it stopped by itself. */
    private static void stoppedByItself(QueueConsumer consumer) throws InterruptedException {
        try {
            consumer.stopped().get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It goes on, as it should.
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException trouble) {
                throw trouble;
            }
            throw new IllegalStateException("the consumer stopped", e);
        }
    }
}
