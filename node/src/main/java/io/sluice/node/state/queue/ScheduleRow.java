package io.sluice.node.state.queue;

import io.sluice.node.command.Recurrence;
import java.util.Optional;

/**
 * A schedule, but for what it sends.
 *
 * @param number in its queue, from 1
 * @param dueMillis when it sends next
 * @param recurrence absent: once
 * @param runs messages sent so far
 * @param createdMillis log time at which it was made
 * @param sizeBytes of what it sends, by the contract
 * @param groupId message group; on a standard queue the tenant, empty for none
 */
public record ScheduleRow(
        long number,
        long dueMillis,
        Optional<Recurrence> recurrence,
        long runs,
        long createdMillis,
        int sizeBytes,
        String groupId,
        int priority) {
    /** The same with another next run. */
    public ScheduleRow next(long millis, long runsSoFar) {
        return new ScheduleRow(number, millis, recurrence, runsSoFar, createdMillis, sizeBytes, groupId, priority);
    }

    /** The same by another rule, with no runs so far. */
    public ScheduleRow by(Recurrence rule, long millis) {
        return new ScheduleRow(number, millis, Optional.of(rule), 0, createdMillis, sizeBytes, groupId, priority);
    }
}
