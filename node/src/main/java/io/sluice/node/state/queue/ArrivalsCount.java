package io.sluice.node.state.queue;

/**
 * The messages of a queue that came from other queues.
 *
 * @param next sequence of the next one, within its space
 * @param count how many are there
 * @param floorMillis none was sent earlier; {@link Long#MAX_VALUE} when there is none
 */
public record ArrivalsCount(long next, long count, long floorMillis) {
    /** None ever came. */
    public static final ArrivalsCount NONE = new ArrivalsCount(1, 0, Long.MAX_VALUE);
}
