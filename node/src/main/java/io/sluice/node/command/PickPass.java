package io.sluice.node.command;

import java.util.List;

/**
 * One time that a move which picks its messages goes through its queue (ADR 0039).
 *
 * @param until nothing from here on is picked: it came after the move had begun
 * @param passedOver picked messages that could not be taken, as they were in flight, delayed, or behind such a one of
 *     their group; of a move that has ended, what it left
 * @param groups message groups of these, at most {@code PASSED_GROUPS_MAX}: nothing behind them in these groups is
 *     taken in the same pass, so that each group keeps its order
 * @param notBeforeMillis log time before which the move does not go on
 * @param progressMillis log time at which it last took a message, or began
 */
public record PickPass(
        BrowseCursor until, long passedOver, List<String> groups, long notBeforeMillis, long progressMillis) {
    public PickPass {
        groups = List.copyOf(groups);
    }

    /** The first pass of a move that begins now. */
    public static PickPass first(BrowseCursor until, long nowMillis) {
        return new PickPass(until, 0, List.of(), 0, nowMillis);
    }

    /** The pass after this one. */
    public PickPass again(long atMillis) {
        return new PickPass(until, 0, List.of(), atMillis, progressMillis);
    }

    /** The same pass, which waits. */
    public PickPass waiting(long atMillis) {
        return new PickPass(until, passedOver, groups, atMillis, progressMillis);
    }
}
