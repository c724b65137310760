package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/**
 * The tables that FIFO queues have beside {@link QueueTables} (ADR 0030); of those they use settings,
 * states, messages, due and spans. Sequences count from 1 in one space, for a delay is the queue's own
 * and keeps the order.
 */
public final class FifoTables {
    /** Counters by queue. */
    public static final Table<Keys.OfResource, FifoStateRow> STATES =
            new Table<>(TableId.FIFO_STATES, Keys.OF_RESOURCE, FifoRowsCodec.STATE);

    /** Numbers of message groups by queue and name. */
    public static final Table<Keys.TextIn, FifoNumberRow> NAMES =
            new Table<>(TableId.FIFO_NAMES, Keys.TEXT_IN, FifoRowsCodec.NUMBER);

    /** Message groups by queue and number. */
    public static final Table<Keys.InResource, FifoGroupRow> GROUPS =
            new Table<>(TableId.FIFO_GROUPS, Keys.IN_RESOURCE, FifoRowsCodec.GROUP);

    /** Messages by queue and sequence. */
    public static final Table<Keys.InResource, FifoEntryRow> ENTRIES =
            new Table<>(TableId.FIFO_ENTRIES, Keys.IN_RESOURCE, FifoRowsCodec.ENTRY);

    /** Messages that are leased or returned, by queue, {@link #line} and sequence. */
    public static final Table<Keys.InLine, Mark> LINES = new Table<>(TableId.FIFO_LINES, Keys.IN_LINE, Mark.CODEC);

    /** Ready groups by queue and place. */
    public static final Table<Keys.InResource, FifoNumberRow> READY =
            new Table<>(TableId.FIFO_READY, Keys.IN_RESOURCE, FifoRowsCodec.NUMBER);

    /** What is remembered, by queue and key. */
    public static final Table<Keys.TextIn, FifoMemoryRow> MEMORY =
            new Table<>(TableId.FIFO_MEMORY, Keys.TEXT_IN, FifoRowsCodec.MEMORY);

    /** The same in the order of time, by queue and number. */
    public static final Table<Keys.InResource, FifoMemoryLogRow> MEMORY_LOG =
            new Table<>(TableId.FIFO_MEMORY_LOG, Keys.IN_RESOURCE, FifoRowsCodec.MEMORY_LOG);

    /** Parked groups by queue and number. */
    public static final Table<Keys.InResource, Mark> PARKED =
            new Table<>(TableId.FIFO_PARKED, Keys.IN_RESOURCE, Mark.CODEC);

    /** All of them. */
    public static final List<Table<?, ?>> ALL =
            List.of(STATES, NAMES, GROUPS, ENTRIES, LINES, READY, MEMORY, MEMORY_LOG, PARKED);

    private static final int STATE_BITS = 3;

    private FifoTables() {}

    /** The line of a group's messages that are leased, or of those that are returned; the others have none. */
    public static long line(long group, FifoEntryRow.State state) {
        return (group << STATE_BITS) | state.number();
    }
}
