package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Life;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.HeldRow;

/**
 * What a message is up to at a log time, whether or not that is settled.
 *
 * @param firstMillis of its first receive; 0 when there was none
 * @param lastMillis of its last receive; 0 when there was none
 * @param dueMillis when it becomes visible; 0 when it is
 * @param life what else is known of it
 * @param priority {@link Limits#PRIORITY_DEFAULT} unless its sender gave another
 */
record Standing(
        BrowsedState state, long receives, long firstMillis, long lastMillis, long dueMillis, Life life, int priority) {
    /** Of a message of a standard queue that was never held. */
    static final Standing FRESH = new Standing(BrowsedState.VISIBLE, 0, 0, 0, 0, Life.PLAIN, Limits.PRIORITY_DEFAULT);

    /** Of a message of a standard queue. */
    static Standing of(HeldRow row, long nowMillis) {
        return switch (row.state()) {
            case DELAYED -> hidden(BrowsedState.DELAYED, row.dueMillis(), nowMillis, row);
            case LEASED -> hidden(BrowsedState.IN_FLIGHT, row.dueMillis(), nowMillis, row);
            case RETURNED -> hidden(BrowsedState.VISIBLE, 0, nowMillis, row);
        };
    }

    private static Standing hidden(BrowsedState state, long dueMillis, long nowMillis, HeldRow row) {
        boolean over = dueMillis <= nowMillis;
        return new Standing(
                over ? BrowsedState.VISIBLE : state,
                row.leases(),
                row.firstReceivedMillis(),
                row.lastReceivedMillis(),
                over ? 0 : dueMillis,
                row.life(),
                row.rank().priority());
    }

    /** Of a message of a FIFO queue that delays so long. */
    static Standing of(FifoEntryRow row, long delayMillis, long nowMillis) {
        return switch (row.state()) {
            case DELAYED -> hidden(BrowsedState.DELAYED, row.sentMillis() + delayMillis, nowMillis, row);
            case LEASED -> hidden(BrowsedState.IN_FLIGHT, row.dueMillis(), nowMillis, row);
            case RETURNED, FRESH -> hidden(BrowsedState.VISIBLE, 0, nowMillis, row);
        };
    }

    private static Standing hidden(BrowsedState state, long dueMillis, long nowMillis, FifoEntryRow row) {
        boolean over = dueMillis <= nowMillis;
        return new Standing(
                over ? BrowsedState.VISIBLE : state,
                row.leases(),
                row.firstReceivedMillis(),
                row.lastReceivedMillis(),
                over ? 0 : dueMillis,
                row.life(),
                Limits.PRIORITY_DEFAULT);
    }
}
