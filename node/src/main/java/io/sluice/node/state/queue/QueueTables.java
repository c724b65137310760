package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/**
 * The tables of queues. Sequences come in two spaces: those of messages that were visible at once
 * count from 1, those of messages that were delayed at first count from 1 with the top bit set, so
 * that the cursor over the never-received meets no message it must pass over.
 */
public final class QueueTables {
    /** First of the sequences of messages that are delayed at first. */
    public static final long DELAYED_SPACE = Long.MIN_VALUE;

    /** Settings by queue. */
    public static final Table<Keys.OfResource, QueueSettingsRow> SETTINGS =
            new Table<>(TableId.QUEUE_SETTINGS, Keys.OF_RESOURCE, QueueRowsCodec.SETTINGS);

    /** Counters and cursors by queue. */
    public static final Table<Keys.OfResource, QueueStateRow> STATES =
            new Table<>(TableId.QUEUE_STATES, Keys.OF_RESOURCE, QueueRowsCodec.STATE);

    /** Messages by queue and sequence. */
    public static final Table<Keys.InResource, MessageRow> MESSAGES =
            new Table<>(TableId.QUEUE_MESSAGES, Keys.IN_RESOURCE, QueueRowsCodec.MESSAGE);

    /** Messages received or delayed, by queue and sequence. */
    public static final Table<Keys.InResource, HeldRow> HELD =
            new Table<>(TableId.QUEUE_HELD, Keys.IN_RESOURCE, QueueRowsCodec.HELD);

    /** Leased and delayed messages by queue, due time and sequence. */
    public static final Table<Keys.Due, Mark> DUE = new Table<>(TableId.QUEUE_DUE, Keys.DUE, Mark.CODEC);

    /** Messages visible again, by queue and number of their return. */
    public static final Table<Keys.InResource, ReturnRow> RETURNED =
            new Table<>(TableId.QUEUE_RETURNED, Keys.IN_RESOURCE, QueueRowsCodec.RETURN);

    /** When spans of sequences were sent, by queue and first sequence. */
    public static final Table<Keys.InResource, SpanRow> SPANS =
            new Table<>(TableId.QUEUE_SPANS, Keys.IN_RESOURCE, QueueRowsCodec.SPAN);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(SETTINGS, STATES, MESSAGES, HELD, DUE, RETURNED, SPANS);

    private QueueTables() {}
}
