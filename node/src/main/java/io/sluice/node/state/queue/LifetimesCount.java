package io.sluice.node.state.queue;

/**
 * The messages of a queue that live for a time of their own.
 *
 * @param count how many are there
 * @param floorMillis none ends earlier; {@link Long#MAX_VALUE} when there is none
 */
public record LifetimesCount(long count, long floorMillis) {
    /** There is none. */
    public static final LifetimesCount NONE = new LifetimesCount(0, Long.MAX_VALUE);
}
