package io.sluice.client.bench;

import io.sluice.client.ClientConfig;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.ReceiveOptions;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.ScheduleTime;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.client.bench.ScheduleResult.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.HdrHistogram.ConcurrentHistogram;

/**
 * Puts many schedules that are due over a long time, watches some of them fall due while the others wait,
 * and holds what comes to what was put: each once, none early, none late, and the others still there.
 */
public final class ScheduleBench {
    /** From the last put to the first message that is due. */
    private static final Duration LEAD = Duration.ofSeconds(3);

    /** How long what is late is waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final int TOLD_EVERY = 50_000;

    private final ClientConfig connection;
    private final ScheduleOptions options;
    private final Consumer<String> progress;
    private final ConcurrentHistogram lateness = new ConcurrentHistogram(TimeUnit.HOURS.toMicros(1), 3);
    private final AtomicLong put = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong duplicated = new AtomicLong();
    private final AtomicLong early = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLongArray due;
    private final AtomicLongArray seen;
    private volatile boolean over;

    /** A bench against these nodes; progress is printed. */
    public ScheduleBench(ClientConfig connection, ScheduleOptions options, Consumer<String> progress) {
        this.connection = connection;
        this.options = options;
        this.progress = progress;
        this.due = new AtomicLongArray(options.watched());
        this.seen = new AtomicLongArray(options.watched());
    }

    /**
     * Runs it, on a queue of its own.
     *
     * @throws SluiceException when the queue cannot be made
     * @throws InterruptedException when interrupted; the queue is then left there
     */
    public ScheduleResult run() throws InterruptedException {
        String queue = String.format(
                Locale.ROOT, "bench-schedules-%08x", ThreadLocalRandom.current().nextInt());
        NodeMemory nodes = new NodeMemory(options.metrics());
        List<Memory> memory = new ArrayList<>(nodes.at("before"));
        try (SluiceClient client = SluiceClient.open(connection)) {
            client.queues().createQueue(queue);
            long beginNanos = System.nanoTime();
            putFar(client, queue);
            double seconds = (System.nanoTime() - beginNanos) / 1e9;
            memory.addAll(nodes.at("all put"));
            long first = putNear(client, queue);
            watch(client, queue, first);
            memory.addAll(nodes.at("after"));
            long left = client.queues().schedules().list(queue, 1, "").total();
            client.queues().deleteQueue(queue);
            long lost = 0;
            for (int i = 0; i < options.watched(); i++) {
                lost += due.get(i) > 0 && seen.get(i) == 0 ? 1 : 0;
            }
            return new ScheduleResult(
                    put.get(),
                    failed.get(),
                    (options.count() - options.watched()) / seconds,
                    options.watched(),
                    received.get(),
                    lost,
                    duplicated.get(),
                    early.get(),
                    late.get(),
                    left,
                    Percentiles.ofMicros(lateness),
                    memory);
        }
    }

    /** Those that wait meanwhile: evenly over the time, in no order. */
    private void putFar(SluiceClient client, String queue) throws InterruptedException {
        int far = options.count() - options.watched();
        // None may fall due while others are put: the first is as far off as the whole takes, generously.
        long fromMillis = System.currentTimeMillis() + options.over().toMillis() / 2;
        long stepMicros = options.over().toMillis() / 2 * 1000 / Math.max(1, far);
        Semaphore room = new Semaphore(options.inflight());
        for (int i = 0; i < far; i++) {
            // An odd stride over a prime-like order scatters neighbours, as users would.
            long place = (long) i * 7_919 % far;
            put(client, queue, room, "far-" + i, -1, fromMillis + place * stepMicros / 1000);
            if ((i + 1) % TOLD_EVERY == 0) {
                progress.accept((i + 1) + " schedules put");
            }
        }
        room.acquire(options.inflight());
    }

    /** Those that are watched; gives when the first is due. */
    private long putNear(SluiceClient client, String queue) throws InterruptedException {
        long windowMillis = options.window().toMillis();
        // At 2,000 a second they are put in time.
        long first = System.currentTimeMillis() + LEAD.toMillis() + options.watched() / 2;
        Semaphore room = new Semaphore(options.inflight());
        for (int i = 0; i < options.watched(); i++) {
            long atMillis = first + i * windowMillis / Math.max(1, options.watched());
            due.set(i, atMillis);
            put(client, queue, room, "near-" + i, i, atMillis);
        }
        room.acquire(options.inflight());
        return first;
    }

    private void put(SluiceClient client, String queue, Semaphore room, String id, int number, long atMillis)
            throws InterruptedException {
        room.acquire();
        String body = String.format(Locale.ROOT, "%d %d ", number, atMillis);
        OutgoingMessage message =
                OutgoingMessage.of(body + "x".repeat(Math.max(0, options.sizeBytes() - body.length())));
        var unused = client.queues()
                .schedules()
                .scheduleAsync(queue, id, message, new ScheduleTime.Once(Instant.ofEpochMilli(atMillis)))
                .whenComplete((answer, failure) -> {
                    if (failure == null) {
                        put.incrementAndGet();
                    } else if (failed.incrementAndGet() == 1) {
                        progress.accept("a schedule was not put: " + failure.getMessage());
                    }
                    room.release();
                });
    }

    private void watch(SluiceClient client, String queue, long first) throws InterruptedException {
        progress.accept(
                options.watched() + " schedules fall due in " + options.window().toSeconds() + " s");
        ExecutorService pollers = Executors.newFixedThreadPool(options.receivers());
        try {
            for (int i = 0; i < options.receivers(); i++) {
                pollers.execute(() -> poll(client, queue));
            }
            long end = first + options.window().toMillis();
            while (System.currentTimeMillis() < end
                    || (received.get() < options.watched() && System.currentTimeMillis() < end + PATIENCE.toMillis())) {
                Thread.sleep(Bench.LOOK.toMillis());
            }
        } finally {
            over = true;
            pollers.shutdown();
            pollers.awaitTermination(30, TimeUnit.SECONDS);
        }
    }

    private void poll(SluiceClient client, String queue) {
        ReceiveOptions receive = new ReceiveOptions(
                10, Duration.ofSeconds(1), Duration.ofMinutes(10), List.of("SentTimestamp"), List.of());
        while (!over) {
            try {
                List<ReceivedMessage> messages = client.queues().receive(queue, receive);
                long nowMillis = System.currentTimeMillis();
                messages.forEach(message -> came(message, nowMillis));
                if (!messages.isEmpty()) {
                    client.queues()
                            .deleteBatch(
                                    queue,
                                    messages.stream()
                                            .map(ReceivedMessage::receipt)
                                            .toList());
                }
            } catch (SluiceException e) {
                progress.accept("a receive was not answered: " + e.getMessage());
            }
        }
    }

    private void came(ReceivedMessage message, long nowMillis) {
        String[] words = message.body().split(" ", 3);
        int number = Integer.parseInt(words[0]);
        long atMillis = Long.parseLong(words[1]);
        long sentMillis =
                Long.parseLong(message.systemAttributes().getOrDefault("SentTimestamp", Long.toString(nowMillis)));
        if (sentMillis < atMillis || number < 0) {
            early.incrementAndGet();
            return;
        }
        if (seen.incrementAndGet(number) > 1) {
            duplicated.incrementAndGet();
            return;
        }
        received.incrementAndGet();
        lateness.recordValue(Math.max(0, nowMillis - atMillis) * 1000);
        if (nowMillis - atMillis > options.lateMillisMax()) {
            late.incrementAndGet();
        }
    }
}
