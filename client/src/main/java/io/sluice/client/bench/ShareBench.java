package io.sluice.client.bench;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.ReceiveOptions;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * Measures how long messages wait in a queue that somebody floods: with tenants and without, or by priority. Consumers
 * work for a while on each message, so that a flood fills the queue and its messages fill their hands.
 */
public final class ShareBench {
    private static final int BATCH = 10;
    private static final int QUIET_RATE = 10;
    private static final List<String> QUIET = List.of("quiet-1", "quiet-2", "quiet-3");
    private static final String NOISY = "noisy";
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long DWELL_MICROS_MAX = 3_600_000_000L;

    private final List<String> addresses;
    private final ShareOptions options;
    private final Consumer<String> progress;

    /** A bench against these nodes. */
    public ShareBench(List<String> addresses, ShareOptions options, Consumer<String> progress) {
        this.addresses = List.copyOf(addresses);
        this.options = options;
        this.progress = progress;
    }

    /** Somebody who sends so many messages a second; what he is counted as. */
    private record Sender(String name, String group, int priority, int perSecond) {}

    /**
     * Runs it.
     *
     * @throws InterruptedException when interrupted; the queue is then left there
     */
    public ShareResult run() throws InterruptedException {
        Map<String, Map<String, ShareResult.Share>> runs = new LinkedHashMap<>();
        if (options.byPriority()) {
            List<Sender> senders = List.of(
                    new Sender("priority 0", "", 0, options.floodRate() / 2),
                    new Sender("priority 4", "", 4, options.floodRate() / 2),
                    new Sender("priority 9", "", 9, QUIET_RATE * QUIET.size()));
            runs.put("priorities", run("priorities", senders));
        } else {
            for (boolean tagged : List.of(false, true)) {
                List<Sender> senders = new ArrayList<>();
                senders.add(new Sender(NOISY, tagged ? NOISY : "", 4, options.floodRate()));
                QUIET.forEach(name -> senders.add(new Sender("quiet", tagged ? name : "", 4, QUIET_RATE)));
                String name = tagged ? "with groups" : "without groups";
                runs.put(name, run(name, senders));
            }
        }
        return new ShareResult(runs);
    }

    private Map<String, ShareResult.Share> run(String name, List<Sender> senders) throws InterruptedException {
        progress.accept(String.format(Locale.ROOT, "%s: %d s", name, options.warmupSeconds() + options.seconds()));
        try (SluiceClient client =
                SluiceClient.builder(addresses.toArray(new String[0])).build()) {
            String queue = String.format(
                    Locale.ROOT, "bench-share-%08x", ThreadLocalRandom.current().nextInt());
            Map<String, String> attributes = options.byPriority() ? Map.of("MessagePriorities", "true") : Map.of();
            client.queues().createQueue(queue, attributes, Map.of());
            long fromNanos = System.nanoTime() + options.warmupSeconds() * SECOND_NANOS;
            long toNanos = fromNanos + options.seconds() * SECOND_NANOS;
            Map<String, Histogram> dwells = new LinkedHashMap<>();
            senders.forEach(sender -> dwells.putIfAbsent(sender.name(), new Histogram(DWELL_MICROS_MAX, 3)));
            List<Thread> threads = new ArrayList<>();
            for (Sender sender : senders) {
                threads.add(new Thread(() -> send(client, queue, sender, toNanos), "sluice-bench-send"));
            }
            for (int i = 0; i < options.receivers(); i++) {
                threads.add(
                        new Thread(() -> receive(client, queue, dwells, fromNanos, toNanos), "sluice-bench-receive"));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            client.queues().deleteQueue(queue);
            Map<String, ShareResult.Share> shares = new LinkedHashMap<>();
            dwells.forEach((sender, micros) -> shares.put(
                    sender,
                    new ShareResult.Share(
                            (double) micros.getTotalCount() / options.seconds(), Percentiles.ofMicros(micros))));
            return shares;
        }
    }

    private void send(SluiceClient client, String queue, Sender sender, long toNanos) {
        String padding = "x".repeat(options.sizeBytes());
        long stepNanos = SECOND_NANOS / sender.perSecond();
        long dueNanos = System.nanoTime();
        while (System.nanoTime() - toNanos < 0) {
            List<OutgoingMessage> batch = new ArrayList<>();
            for (; batch.size() < BATCH && System.nanoTime() - dueNanos >= 0; dueNanos += stepNanos) {
                String head = sender.name() + "|" + System.nanoTime() + "|";
                batch.add(OutgoingMessage.of(head + padding.substring(Math.min(padding.length(), head.length())))
                        .withGroup(sender.group())
                        .withPriority(sender.priority()));
            }
            if (batch.isEmpty()) {
                LockSupport.parkNanos(Math.max(100_000, dueNanos - System.nanoTime()));
            } else {
                client.queues().sendBatch(queue, batch);
            }
        }
    }

    private void receive(
            SluiceClient client, String queue, Map<String, Histogram> dwells, long fromNanos, long toNanos) {
        ReceiveOptions one = ReceiveOptions.upTo(1).withWait(Duration.ofSeconds(1));
        while (System.nanoTime() - toNanos < 0) {
            for (ReceivedMessage message : client.queues().receive(queue, one)) {
                long nowNanos = System.nanoTime();
                String[] parts = message.body().split("\\|", 3);
                Histogram micros = dwells.get(parts[0]);
                if (micros != null && nowNanos - fromNanos >= 0) {
                    long dwellMicros = Math.max(0, (nowNanos - Long.parseLong(parts[1])) / 1000);
                    synchronized (micros) {
                        micros.recordValue(Math.min(DWELL_MICROS_MAX, dwellMicros));
                    }
                }
                LockSupport.parkNanos(options.workMillis() * 1_000_000L);
                client.queues().delete(queue, message.receipt());
            }
        }
    }
}
