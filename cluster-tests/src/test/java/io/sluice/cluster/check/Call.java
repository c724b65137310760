package io.sluice.cluster.check;

import java.util.concurrent.TimeUnit;

/**
 * One attempt of one call. A retry is another attempt with the same request id.
 *
 * @param actor who called, such as {@code sender-2}
 * @param node the node that was called
 * @param requestId identity of the logical call; empty when none was sent
 * @param invokeNanos monotonic time just before the call
 * @param completeNanos monotonic time just after its answer or its failure
 * @param outcome what the caller may believe
 * @param error code and text of what went wrong; empty when nothing did
 */
public record Call(
        String actor,
        String node,
        String requestId,
        long invokeNanos,
        long completeNanos,
        Outcome outcome,
        String error) {
    public Call {
        if (completeNanos < invokeNanos) {
            throw new IllegalArgumentException("a call of " + actor + " ends before it begins");
        }
    }

    /** True when it was done. */
    public boolean isOk() {
        return outcome == Outcome.OK;
    }

    /** True unless it is certain that nothing was done. */
    public boolean mayHaveActed() {
        return outcome != Outcome.FAIL;
    }

    /** How long the caller waited. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(completeNanos - invokeNanos);
    }
}
