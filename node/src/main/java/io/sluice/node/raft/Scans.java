package io.sluice.node.raft;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Runs queries that look at many rows on threads of their own, a few at a time; when as many wait as may, the answer
 * is {@link RejectionCode#BROWSE_BUSY}. Each is told to end after a while, and rests now and then, the more when the
 * processors are busy, so that whoever sends and receives meanwhile has most of them.
 */
final class Scans implements AutoCloseable {
    static final int THREADS = 2;
    static final int WAITING_MAX = 16;

    /** A query that has looked for so long answers with what it has found. */
    private static final long LOOK_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    /** So long a query works before it rests. */
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** The same while the processors have no room: whoever sends or receives may wait for one for so long. */
    private static final long BUSY_WORK_NANOS = TimeUnit.MICROSECONDS.toNanos(250);

    /** Of its work, in percent, a query rests at least. */
    private static final int REST_PERCENT = 50;

    /**
     * Messages that a query looks at in a second while the processors have no room: a million in eight seconds, for an
     * eighth of two cores that look at one in 2 us.
     */
    private static final long BUSY_MESSAGES_PER_SECOND = 125_000;

    private static final long BUSY_STEP_NANOS =
            TimeUnit.SECONDS.toNanos(1) * Limits.BROWSE_STEP / BUSY_MESSAGES_PER_SECOND;

    private final ThreadPoolExecutor threads;
    private final Counter refused;
    private final BooleanSupplier room;
    private volatile boolean closed;

    /** Threads for queries; {@code room} tells whether the processors have time for one that takes what it can. */
    Scans(MeterRegistry meters, BooleanSupplier room) {
        this.room = room;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), task -> {
                    Thread made = new Thread(task, "raft-scan");
                    made.setDaemon(true);
                    return made;
                });
        threads.allowCoreThreadTimeOut(true);
        this.refused = Counter.builder("sluice.scans.refused")
                .description("looks through resources that were refused because too many were waiting")
                .register(meters);
        Gauge.builder("sluice.scans.running", threads, ThreadPoolExecutor::getActiveCount)
                .description("looks through resources that are under way")
                .register(meters);
    }

    /** Runs a query, which is given what tells it whether to go on; it ends when its reply is cancelled. */
    void run(CompletableFuture<Reply> reply, Function<BooleanSupplier, Reply> query) {
        try {
            threads.execute(() -> answer(query, reply));
        } catch (RejectedExecutionException full) {
            refused.increment();
            reply.complete(new Reply.Rejected(RejectionCode.BROWSE_BUSY, Integer.toString(THREADS + WAITING_MAX)));
        }
    }

    private void answer(Function<BooleanSupplier, Reply> query, CompletableFuture<Reply> reply) {
        if (reply.isDone()) {
            return;
        }
        try {
            reply.complete(query.apply(new Pace(reply)));
        } catch (RuntimeException e) {
            reply.completeExceptionally(e);
        }
    }

    /** Ends what runs at its next step; what waits is not begun. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }

    /**
     * How long to rest after some work: a part of it, and until the time has come for as many steps as were made; none
     * are counted while the processors have room.
     */
    static long restNanos(long workedNanos, long steps, long sinceBeganNanos) {
        return Math.max(workedNanos * REST_PERCENT / 100, steps * BUSY_STEP_NANOS - sinceBeganNanos);
    }

    /** When one query goes on, and when it rests. */
    private final class Pace implements BooleanSupplier {
        private final CompletableFuture<Reply> reply;
        private final long beganNanos = System.nanoTime();
        private final boolean crowded = !room.getAsBoolean();
        private long workingSinceNanos = beganNanos;
        private long steps;

        Pace(CompletableFuture<Reply> reply) {
            this.reply = reply;
        }

        @Override
        public boolean getAsBoolean() {
            long nowNanos = System.nanoTime();
            if (closed || reply.isDone() || nowNanos - beganNanos > LOOK_NANOS_MAX) {
                return false;
            }
            steps++;
            long workedNanos = nowNanos - workingSinceNanos;
            if (workedNanos >= (crowded ? BUSY_WORK_NANOS : WORK_NANOS)) {
                LockSupport.parkNanos(restNanos(workedNanos, crowded ? steps : 0, nowNanos - beganNanos));
                workingSinceNanos = System.nanoTime();
            }
            return true;
        }
    }
}
