package io.sluice.node.state.queue;

/**
 * The idempotency keys that a queue remembers.
 *
 * @param next number of the next row of their order in time
 * @param count how many are there, also those whose window is over and that are not forgotten
 * @param floorMillis no window is over earlier; {@link Long#MAX_VALUE} when there is none
 */
public record KeysCount(long next, long count, long floorMillis) {
    /** There never was one. */
    public static final KeysCount NONE = new KeysCount(1, 0, Long.MAX_VALUE);
}
