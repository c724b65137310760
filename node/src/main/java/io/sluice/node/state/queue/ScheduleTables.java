package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/**
 * The tables of what queues send later. What a schedule sends has a row of its own, so that a run of one
 * that recurs, or a list, does not touch it.
 */
public final class ScheduleTables {
    /** Counters by queue; no row where there never was a schedule. */
    public static final Table<Keys.OfResource, ScheduleStateRow> STATES =
            new Table<>(TableId.SCHEDULE_STATES, Keys.OF_RESOURCE, ScheduleRowsCodec.STATE);

    /** Schedules by queue and id. */
    public static final Table<Keys.TextIn, ScheduleRow> SCHEDULES =
            new Table<>(TableId.SCHEDULES, Keys.TEXT_IN, ScheduleRowsCodec.SCHEDULE);

    /** What they send, by queue and number. */
    public static final Table<Keys.InResource, ScheduledMessageRow> MESSAGES =
            new Table<>(TableId.SCHEDULED_MESSAGES, Keys.IN_RESOURCE, ScheduleRowsCodec.MESSAGE);

    /** Schedules by queue, due time and number. */
    public static final Table<Keys.Due, ScheduleDueRow> DUE =
            new Table<>(TableId.SCHEDULES_DUE, Keys.DUE, ScheduleRowsCodec.DUE);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(STATES, SCHEDULES, MESSAGES, DUE);

    private ScheduleTables() {}
}
