package io.sluice.client.bench;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.QueueSender;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.client.consumer.ConsumerSettings;
import io.sluice.client.consumer.QueueConsumer;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows that a cluster loses nothing: a producer and a consumer work while the queue's leader is killed
 * and restarted, and every message is accounted for.
 */
public final class Demo {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int CONSUMER_THREADS = 4;

    private final SluiceClient client;
    private final DemoOptions options;
    private final Consumer<String> progress;
    private final String prefix;
    private final String queue;
    private final Ledger ledger = new Ledger(1);
    private final LongAdder sent = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final AtomicBoolean sending = new AtomicBoolean(true);

    public Demo(SluiceClient client, DemoOptions options, Consumer<String> progress) {
        this.client = client;
        this.options = options;
        this.progress = progress;
        String run = Integer.toHexString(ThreadLocalRandom.current().nextInt());
        this.queue = "demo-" + run;
        this.prefix = run + "-";
    }

    /**
     * Runs it.
     *
     * @throws SluiceException when the queue cannot be made
     */
    public DemoResult run() throws InterruptedException {
        client.queues().createQueue(queue);
        progress.accept("queue " + queue + ", " + options.ratePerSecond() + " messages/s for " + options.seconds()
                + " s, one producer, one consumer");
        long nowNanos = System.nanoTime();
        Window window = new Window(nowNanos, nowNanos + options.seconds() * SECOND_NANOS);
        Gap acknowledgements = new Gap(window);
        Gap deliveries = new Gap(window);
        ConsumerSettings settings = ConsumerSettings.of(CONSUMER_THREADS);
        Optional<String> trouble = Optional.empty();
        try (QueueSender sender = QueueSender.open(client.queues(), queue, QueueSender.Limits.defaults());
                QueueConsumer consumer = QueueConsumer.start(
                        client.queues(), queue, settings, message -> received(message, deliveries))) {
            Thread producer = new Thread(() -> produce(sender, window, acknowledgements), "sluice-demo-producer");
            producer.setDaemon(true);
            producer.start();
            @Nullable LeaderKill kill = watch(window, acknowledgements, deliveries);
            sending.set(false);
            producer.join(TimeUnit.SECONDS.toMillis(options.drainSeconds()));
            drain(sender);
            if (kill != null) {
                trouble = kill.awaitTrouble();
            }
            consumer.close();
        }
        DemoResult result = new DemoResult(
                sent.sum(),
                acknowledged.sum(),
                ledger.received(),
                ledger.lost(),
                ledger.duplicated(),
                Math.max(acknowledgements.longestNanos(window.toNanos()), deliveries.longestNanos(window.toNanos()))
                        / 1e6,
                trouble);
        client.queues().deleteQueue(queue);
        return result;
    }

    private void produce(QueueSender sender, Window window, Gap acknowledgements) {
        long stepNanos = SECOND_NANOS / options.ratePerSecond();
        for (long number = 0; sending.get(); number++) {
            long waitNanos = window.fromNanos() + number * stepNanos - System.nanoTime();
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, waitNanos));
                send(sender, number, acknowledgements);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (SluiceException e) {
                progress.accept("a send was not taken: " + e.getMessage());
            }
        }
    }

    private void send(QueueSender sender, long number, Gap acknowledgements) {
        sent.increment();
        CompletableFuture<?> unused = sender.send(OutgoingMessage.of(prefix + number))
                .whenComplete((message, failure) -> {
                    if (failure == null) {
                        acknowledged.increment();
                        ledger.acknowledged(0, number);
                        acknowledgements.mark(System.nanoTime());
                    }
                });
    }

    private void received(ReceivedMessage message, Gap deliveries) {
        if (message.body().startsWith(prefix)) {
            ledger.delivered(0, Long.parseLong(message.body().substring(prefix.length())));
            deliveries.mark(System.nanoTime());
        }
    }

    /** Gives what kills the leader; null when nobody is to die. */
    private @Nullable LeaderKill watch(Window window, Gap acknowledgements, Gap deliveries)
            throws InterruptedException {
        @Nullable LeaderKill kill = null;
        for (int second = 1; second <= options.seconds(); second++) {
            long waitNanos = window.fromNanos() + second * SECOND_NANOS - System.nanoTime();
            TimeUnit.NANOSECONDS.sleep(Math.max(0, waitNanos));
            line(second, acknowledgements, deliveries);
            if (kill == null && !options.killCommand().isBlank() && second >= options.seconds() / 3) {
                Death death = new Death(options.killCommand(), options.restartCommand());
                kill = LeaderKill.start(client, queue, death, LeaderKill.Pace.USUAL, progress);
            }
        }
        return kill;
    }

    private void line(int second, Gap acknowledgements, Gap deliveries) {
        long nowNanos = System.nanoTime();
        progress.accept(String.format(
                Locale.ROOT,
                "%4d s  sent %,9d  acknowledged %,9d  received %,9d  in flight %,6d  stall %,6d ms",
                second,
                sent.sum(),
                acknowledged.sum(),
                ledger.received(),
                Math.max(0, sent.sum() - acknowledged.sum()),
                Math.max(acknowledgements.openNanos(nowNanos), deliveries.openNanos(nowNanos)) / 1_000_000));
    }

    private void drain(QueueSender sender) throws InterruptedException {
        long untilNanos = System.nanoTime() + options.drainSeconds() * SECOND_NANOS;
        boolean answered = sender.flush(Duration.ofSeconds(options.drainSeconds()));
        while (ledger.lost() > 0 && System.nanoTime() - untilNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(Bench.LOOK.toMillis());
        }
        progress.accept(answered ? "drained" : "some sends have no answer");
    }
}
