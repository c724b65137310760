package io.sluice.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends single messages in batches. A message leaves at once while fewer than
 * {@link Limits#batchesMax} batches are under way; beyond that, messages gather and leave together, 10
 * and 1 MiB at most, as soon as a batch is answered. So batches grow with the load and nothing
 * lingers without it. Thread-safe.
 *
 * <p>Batches that are under way at the same time may arrive in any order: a sender that must keep the order
 * of a message group has {@link Limits#inOrder()}.
 */
public final class QueueSender implements AutoCloseable {
    /** Most messages of a batch, as AWS has it. */
    public static final int BATCH_MESSAGES_MAX = 10;

    /** Most bytes of a batch, bodies and attributes together, as AWS has it. */
    public static final int BATCH_BYTES_MAX = 1 << 20;

    private final AsyncQueueClient queues;
    private final String queue;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomier = lock.newCondition();
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private int batchesOpen;
    private int messagesOpen;
    private boolean closed;

    private QueueSender(QueueClient client, String queue, Limits limits) {
        this.queues = client.async();
        this.queue = queue;
        this.limits = limits;
    }

    /** A sender to one queue. */
    public static QueueSender open(QueueClient client, String queue, Limits limits) {
        return new QueueSender(client, queue, limits);
    }

    /**
     * Bounds of a sender.
     *
     * @param batchesMax batches under way at a time, at least 1
     * @param messagesMax messages sent and not answered, at least 1; beyond it {@link #send} waits
     * @param roomTimeout how long {@link #send} waits for room
     */
    public record Limits(int batchesMax, int messagesMax, Duration roomTimeout) {
        public Limits {
            if (batchesMax < 1 || messagesMax < 1 || roomTimeout.isNegative()) {
                throw new IllegalArgumentException("a sender needs room for a batch and a message");
            }
        }

        /** One batch after the other, so that messages are in the queue in the order of their sends. */
        public static Limits inOrder() {
            return new Limits(1, 2000, Duration.ofSeconds(30));
        }

        /** 8 batches, 2,000 messages, 30 s. */
        public static Limits defaults() {
            return new Limits(8, 2000, Duration.ofSeconds(30));
        }
    }

    /**
     * Sends a message; the future tells when it is on a majority of disks, or fails with
     * {@link SluiceException}.
     *
     * @throws SluiceException.TimedOut when there is no room within {@link Limits#roomTimeout}
     * @throws SluiceException.Closed when the sender is closed or the thread interrupted
     */
    public CompletableFuture<SentMessage> send(OutgoingMessage message) {
        Waiting entry = new Waiting(message, message.sizeBytes(), new CompletableFuture<>());
        lock.lock();
        try {
            awaitRoom();
            messagesOpen++;
            waiting.add(entry);
        } finally {
            lock.unlock();
        }
        dispatch();
        return entry.future();
    }

    private void awaitRoom() {
        long nanos = limits.roomTimeout().toNanos();
        try {
            while (!closed && messagesOpen >= limits.messagesMax()) {
                if (nanos <= 0) {
                    throw new SluiceException.TimedOut("the sender to " + queue + " had no room for "
                            + limits.roomTimeout().toMillis() + " ms: " + messagesOpen + " messages are unanswered");
                }
                nanos = roomier.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SluiceException.Closed("the sending thread was interrupted");
        }
        if (closed) {
            throw new SluiceException.Closed("the sender is closed");
        }
    }

    private void dispatch() {
        for (@Nullable List<Waiting> batch = nextBatch(); batch != null; batch = nextBatch()) {
            List<Waiting> sending = batch;
            CompletableFuture<?> unused = queues.sendBatch(
                            queue, sending.stream().map(Waiting::message).toList())
                    .whenComplete((result, failure) -> answered(sending, result, failure));
        }
    }

    private @Nullable List<Waiting> nextBatch() {
        lock.lock();
        try {
            if (waiting.isEmpty() || batchesOpen >= limits.batchesMax()) {
                return null;
            }
            List<Waiting> batch = new ArrayList<>(BATCH_MESSAGES_MAX);
            long bytes = 0;
            while (!waiting.isEmpty() && batch.size() < BATCH_MESSAGES_MAX) {
                Waiting next = waiting.getFirst();
                // A message too large for any batch goes alone, for the cluster to reject.
                if (!batch.isEmpty() && bytes + next.sizeBytes() > BATCH_BYTES_MAX) {
                    break;
                }
                bytes += next.sizeBytes();
                batch.add(waiting.removeFirst());
            }
            batchesOpen++;
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void answered(List<Waiting> batch, @Nullable BatchResult<SentMessage> result, @Nullable Throwable failure) {
        free(1, 0);
        dispatch();
        for (int i = 0; i < batch.size(); i++) {
            complete(batch.get(i).future(), i, result, failure);
        }
        // Last, so that whoever waits for the sender to be empty finds every future complete.
        free(0, batch.size());
    }

    private void free(int batches, int messages) {
        lock.lock();
        try {
            batchesOpen -= batches;
            messagesOpen -= messages;
            roomier.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void complete(
            CompletableFuture<SentMessage> future,
            int position,
            @Nullable BatchResult<SentMessage> result,
            @Nullable Throwable failure) {
        if (result == null) {
            future.completeExceptionally(Pending.translate(failure));
            return;
        }
        @Nullable SentMessage sent = result.successful().get(position);
        if (sent != null) {
            future.complete(sent);
            return;
        }
        BatchResult.@Nullable Failure failed = result.failed().get(position);
        future.completeExceptionally(
                failed == null
                        ? new SluiceException.Unavailable("the batch's answer does not mention the message")
                        : new SluiceException.Rejected(failed.code(), failed.message()));
    }

    /** Waits until everything sent is answered; false when that takes longer. */
    public boolean flush(Duration timeout) {
        long nanos = timeout.toNanos();
        lock.lock();
        try {
            while (messagesOpen > 0) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = roomier.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more, and waits at most {@link Limits#roomTimeout} for what was sent. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            roomier.signalAll();
        } finally {
            lock.unlock();
        }
        if (!flush(limits.roomTimeout())) {
            failWaiting();
        }
    }

    private void failWaiting() {
        List<Waiting> abandoned = new ArrayList<>();
        lock.lock();
        try {
            abandoned.addAll(waiting);
            messagesOpen -= waiting.size();
            waiting.clear();
        } finally {
            lock.unlock();
        }
        abandoned.forEach(
                entry -> entry.future().completeExceptionally(new SluiceException.Closed("the sender is closed")));
    }

    /** A message and who waits for its answer. */
    private record Waiting(OutgoingMessage message, int sizeBytes, CompletableFuture<SentMessage> future) {}
}
