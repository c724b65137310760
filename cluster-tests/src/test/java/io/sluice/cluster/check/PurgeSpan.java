package io.sluice.cluster.check;

/**
 * One logical purge: at one moment between these two all messages were gone.
 *
 * @param fromNanos its first attempt began
 * @param untilNanos it was acknowledged; {@link Long#MAX_VALUE} when it may still be done
 */
record PurgeSpan(long fromNanos, long untilNanos) {
    boolean isAcknowledged() {
        return untilNanos < Long.MAX_VALUE;
    }

    /** The same purge by another attempt. */
    PurgeSpan merge(PurgeSpan other) {
        return new PurgeSpan(Math.min(fromNanos, other.fromNanos), Math.min(untilNanos, other.untilNanos));
    }
}
