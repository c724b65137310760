package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/**
 * The tables of queues. Sequences come in three spaces: those of messages that were visible at once
 * count from 1, those of messages that were delayed at first, or that may end before the others, count from 1
 * with the top bit set, so that the cursor over the never-received meets no message it must pass over; those of
 * messages that came from other queues count from 1 with the next bit set.
 */
public final class QueueTables {
    /** First of the sequences of messages that are delayed at first. */
    public static final long DELAYED_SPACE = Long.MIN_VALUE;

    /** First of the sequences of messages that came from other queues, which expire by when they were sent. */
    public static final long ARRIVED_SPACE = 1L << 62;

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

    /** Where dead letters go, by queue. */
    public static final Table<Keys.OfResource, RedriveRow> REDRIVES =
            new Table<>(TableId.QUEUE_REDRIVES, Keys.OF_RESOURCE, MoveRowsCodec.REDRIVE);

    /** Moves that are remembered, by queue and number. */
    public static final Table<Keys.InResource, MoveRow> MOVES =
            new Table<>(TableId.QUEUE_MOVES, Keys.IN_RESOURCE, MoveRowsCodec.MOVE);

    /** Moves under way, by queue. */
    public static final Table<Keys.OfResource, RunningMoveRow> RUNNING_MOVES =
            new Table<>(TableId.QUEUE_RUNNING_MOVES, Keys.OF_RESOURCE, MoveRowsCodec.RUNNING);

    /** Messages that came from other queues, by queue, time of their send and sequence. */
    public static final Table<Keys.Due, Mark> ARRIVALS = new Table<>(TableId.QUEUE_ARRIVALS, Keys.DUE, Mark.CODEC);

    /** Messages that live for a time of their own, by queue, end and sequence. */
    public static final Table<Keys.Due, Mark> LIFETIMES = new Table<>(TableId.QUEUE_LIFETIMES, Keys.DUE, Mark.CODEC);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(
            SETTINGS,
            STATES,
            MESSAGES,
            HELD,
            DUE,
            RETURNED,
            SPANS,
            REDRIVES,
            MOVES,
            RUNNING_MOVES,
            ARRIVALS,
            LIFETIMES);

    private QueueTables() {}

    /** True for the sequence of a message that came from another queue. */
    public static boolean arrived(long sequence) {
        return sequence >= ARRIVED_SPACE;
    }
}
