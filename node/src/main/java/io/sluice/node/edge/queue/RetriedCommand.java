package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.model.RequestId;
import io.sluice.node.raft.ProposeFailure;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A command that a stream sends again, under the same request id, while the cluster cannot answer: a
 * change of leader must not end the stream, and must not do anything twice. It gives up before the
 * replies that protect it are forgotten ({@code Limits.REPLY_KEPT_MILLIS}).
 */
final class RetriedCommand {
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long ATTEMPT_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long BACKOFF_MILLIS_MIN = 50;
    private static final long BACKOFF_MILLIS_MAX = 1000;

    private final Router router;
    private final ScheduledExecutorService timer;
    private final Place place;
    private final RequestId id;
    private final QueueCommand command;
    private final OptionalLong waitMillis;
    private final long startNanos = System.nanoTime();
    private final CompletableFuture<Reply> result = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<Reply> attempt;
    private long backoffMillis = BACKOFF_MILLIS_MIN;

    private RetriedCommand(
            Router router,
            ScheduledExecutorService timer,
            Place place,
            RequestId id,
            QueueCommand command,
            OptionalLong waitMillis) {
        this.router = router;
        this.timer = timer;
        this.place = place;
        this.id = id;
        this.command = command;
        this.waitMillis = waitMillis;
    }

    /** What sends such commands. */
    record Sender(Router router, ScheduledExecutorService timer) {
        /** Sends; an empty wait is that of a command that does not wait. */
        RetriedCommand send(Place place, RequestId id, QueueCommand command, OptionalLong waitMillis) {
            RetriedCommand sent = new RetriedCommand(router, timer, place, id, command, waitMillis);
            sent.attempt();
            return sent;
        }
    }

    /** The reply, or why there is none after all. */
    CompletableFuture<Reply> result() {
        return result;
    }

    /** Drops the work. */
    void cancel() {
        result.cancel(false);
        CompletableFuture<Reply> current = attempt;
        if (current != null) {
            current.cancel(false);
        }
    }

    private void attempt() {
        if (result.isDone()) {
            return;
        }
        long waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis.orElse(0));
        long deadlineNanos = System.nanoTime() + waitNanos + ATTEMPT_NANOS;
        CompletableFuture<Reply> current = router.execute(place.tablet(), id, command, deadlineNanos, waitMillis);
        attempt = current;
        // Whoever cancelled between the two lines has seen either the attempt or the result.
        if (result.isDone()) {
            current.cancel(false);
        }
        var unused = current.whenComplete(this::attempted);
    }

    private void attempted(@Nullable Reply reply, @Nullable Throwable thrown) {
        if (reply != null) {
            result.complete(reply);
            return;
        }
        Throwable cause = Failures.cause(thrown == null ? new IllegalStateException("no reply") : thrown);
        boolean retryable = cause instanceof ProposeFailure && System.nanoTime() - startNanos < GIVE_UP_NANOS;
        if (!retryable || !scheduled()) {
            result.completeExceptionally(cause);
        }
    }

    private boolean scheduled() {
        try {
            var unused = timer.schedule(this::attempt, backoffMillis, TimeUnit.MILLISECONDS);
            backoffMillis = Math.min(2 * backoffMillis, BACKOFF_MILLIS_MAX);
            return true;
        } catch (RejectedExecutionException e) {
            // The node is stopping: nobody will ask again.
            return false;
        }
    }
}
