package io.sluice.cluster.check;

import java.util.concurrent.TimeUnit;

/**
 * One granted hold of a message, put together from every answer that showed its receipt.
 *
 * @param receipt its receipt handle
 * @param receiveCount the count that came with it
 * @param earliestNanos it was not granted before this: the first attempt of the receive began then
 * @param latestNanos it was granted by this: the first answer that showed it
 * @param visibilitySeconds for how long the receive asked to hide
 */
record Lease(String receipt, int receiveCount, long earliestNanos, long latestNanos, int visibilitySeconds) {
    Lease merge(Lease other) {
        return new Lease(
                receipt,
                receiveCount,
                Math.min(earliestNanos, other.earliestNanos),
                Math.min(latestNanos, other.latestNanos),
                Math.min(visibilitySeconds, other.visibilitySeconds));
    }

    /** End of the hold if nobody changes it; no earlier end is possible. */
    long plainEndNanos() {
        return earliestNanos + TimeUnit.SECONDS.toNanos(visibilitySeconds);
    }

    /** True when the other was certainly granted first. */
    boolean isAfter(Lease other) {
        return other.latestNanos < earliestNanos;
    }
}
