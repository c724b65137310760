package io.sluice.node.state.queue;

/**
 * What a queue counts of its schedules.
 *
 * @param nextNumber of the next schedule, from 1; never used again
 * @param dueFloorMillis no schedule is due earlier; {@link Long#MAX_VALUE} when there is none
 */
public record ScheduleStateRow(long nextNumber, long count, long dueFloorMillis) {
    /** No schedule, and never one. */
    public static final ScheduleStateRow EMPTY = new ScheduleStateRow(1, 0, Long.MAX_VALUE);
}
