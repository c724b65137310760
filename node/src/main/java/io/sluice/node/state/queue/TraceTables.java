package io.sluice.node.state.queue;

import io.sluice.node.command.TraceEvent;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/** The tables of what befell messages, of those queues that keep it. */
public final class TraceTables {
    /** No message has this sequence: what befalls all that are there at once is kept under it. */
    public static final long EVERY_MESSAGE = 0;

    /** Counters by queue; no row where nothing was ever kept. */
    public static final Table<Keys.OfResource, TraceStateRow> STATES =
            new Table<>(TableId.TRACE_STATES, Keys.OF_RESOURCE, TraceRowsCodec.STATE);

    /** Events by queue, sequence of the message and number. */
    public static final Table<Keys.InLine, TraceEvent> EVENTS =
            new Table<>(TableId.TRACES, Keys.IN_LINE, TraceRowsCodec.EVENT);

    /** The same in the order of time, by queue and number. */
    public static final Table<Keys.InResource, TraceLogRow> LOG =
            new Table<>(TableId.TRACE_LOG, Keys.IN_RESOURCE, TraceRowsCodec.LOG);

    /** Messages that came from other queues, by queue and {@link #identity}. */
    public static final Table<Keys.TextIn, TraceArrivalRow> ARRIVALS =
            new Table<>(TableId.TRACE_ARRIVALS, Keys.TEXT_IN, TraceRowsCodec.ARRIVAL);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(STATES, EVENTS, LOG, ARRIVALS);

    private TraceTables() {}

    /** A message by the queue that it was sent to and its sequence there. */
    public static String identity(long queue, long sequence) {
        return Long.toHexString(queue) + "." + Long.toHexString(sequence);
    }
}
