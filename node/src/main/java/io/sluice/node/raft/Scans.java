package io.sluice.node.raft;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
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
 * is {@link RejectionCode#BROWSE_BUSY}. Each is told to end after a while, and rests now and then, so that
 * whoever sends and receives meanwhile has most of the processor.
 */
final class Scans implements AutoCloseable {
    static final int THREADS = 2;
    static final int WAITING_MAX = 16;

    /** A query that has looked for so long answers with what it has found. */
    private static final long LOOK_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

    /** So long a query works before it rests. */
    private static final long WORK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /** Of its work, in percent, a query rests. */
    private static final int REST_PERCENT = 50;

    private final ThreadPoolExecutor threads;
    private final Counter refused;
    private volatile boolean closed;

    Scans(MeterRegistry meters) {
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

    /** When one query goes on, and when it rests. */
    private final class Pace implements BooleanSupplier {
        private final CompletableFuture<Reply> reply;
        private final long beganNanos = System.nanoTime();
        private long workingSinceNanos = beganNanos;

        Pace(CompletableFuture<Reply> reply) {
            this.reply = reply;
        }

        @Override
        public boolean getAsBoolean() {
            long nowNanos = System.nanoTime();
            if (closed || reply.isDone() || nowNanos - beganNanos > LOOK_NANOS_MAX) {
                return false;
            }
            long workedNanos = nowNanos - workingSinceNanos;
            if (workedNanos >= WORK_NANOS) {
                LockSupport.parkNanos(workedNanos * REST_PERCENT / 100);
                workingSinceNanos = System.nanoTime();
            }
            return true;
        }
    }
}
