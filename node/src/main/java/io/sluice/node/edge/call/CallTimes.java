package io.sluice.node.edge.call;

import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Until when calls wait.
 *
 * @param defaultTime for a caller that names no deadline
 * @param pollGrace beyond the wait of a poll, for a caller that names no deadline
 * @param longestTime at most, whatever the caller names; below the time for which replies are kept
 *     for retries ({@code Limits.REPLY_KEPT_MILLIS}), or a late retry of ours could act twice
 */
public record CallTimes(Duration defaultTime, Duration pollGrace, Duration longestTime) {
    /** When a call that comes now gives up, on {@link System#nanoTime()}. */
    public long deadlineNanos() {
        return System.nanoTime() + timeNanos(defaultTime.toNanos());
    }

    /** When a call that may first wait for messages gives up. */
    public long deadlineNanos(long waitMillis) {
        return System.nanoTime() + timeNanos(TimeUnit.MILLISECONDS.toNanos(waitMillis) + pollGrace.toNanos());
    }

    private long timeNanos(long otherwiseNanos) {
        Deadline deadline = Context.current().getDeadline();
        long nanos = deadline == null ? otherwiseNanos : deadline.timeRemaining(TimeUnit.NANOSECONDS);
        return Math.min(nanos, longestTime.toNanos());
    }
}
