package io.sluice.client.consumer;

import io.sluice.client.QueueClient;
import io.sluice.client.SluiceException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Consumes a queue: messages are pushed by a node, handled on {@link ConsumerSettings#concurrency}
 * threads, kept hidden while they are handled, acknowledged in batches when the handler returns and
 * given back when it throws. When the node dies the consumer goes on with another one and settles there
 * what it has in hand. A message may come more than once, as with every standard queue. Thread-safe.
 *
 * <pre>{@code
 * try (QueueConsumer consumer =
 *         QueueConsumer.start(client.queues(), "orders", ConsumerSettings.of(8), message -> ship(message))) {
 *     ...
 * }
 * }</pre>
 */
public final class QueueConsumer implements AutoCloseable {
    private static final Duration TICK_MAX = Duration.ofMillis(50);

    private final Consumption consumption;
    private final Confinement loop;
    private final HandlerThreads handlers;
    private final Tally tally;
    private final Duration drain;

    private QueueConsumer(
            Consumption consumption, Confinement loop, HandlerThreads handlers, Tally tally, Duration drain) {
        this.consumption = consumption;
        this.loop = loop;
        this.handlers = handlers;
        this.tally = tally;
        this.drain = drain;
    }

    /** Begins to consume. */
    public static QueueConsumer start(
            QueueClient client, String queue, ConsumerSettings settings, MessageHandler handler) {
        String name = queue.substring(queue.lastIndexOf('/') + 1);
        Confinement loop = new Confinement("sluice-consumer-" + name);
        HandlerThreads handlers = new HandlerThreads(handler, name, settings.concurrency());
        Tally tally = new Tally();
        Consumption consumption = new Consumption(client, queue, settings, handlers, loop, tally);
        loop.post(consumption::connect);
        loop.every(TICK_MAX, consumption::tick);
        return new QueueConsumer(consumption, loop, handlers, tally, settings.drain());
    }

    /** What it has done so far. */
    public ConsumerStats stats() {
        return tally.snapshot();
    }

    /**
     * Completes when the consumer has stopped: by {@link #close}, or exceptionally with
     * {@link SluiceException} when the queue does not exist or the client was closed.
     */
    public CompletableFuture<ConsumerStats> stopped() {
        return consumption.stopped().copy();
    }

    /**
     * Stops: takes no more, gives back what no handler has begun, waits {@link ConsumerSettings#drain}
     * for the handlers, interrupts and gives back the rest, and settles everything. Takes a few seconds
     * longer than the drain at most. Does nothing when it has stopped.
     */
    @Override
    public void close() {
        loop.post(() -> consumption.drain(drain));
        try {
            consumption.stopped().get(drain.toMillis() + 10_000, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // Stopped by itself before, or not in time: what is unsettled comes again by itself.
        } finally {
            handlers.close();
            loop.close();
        }
    }
}
