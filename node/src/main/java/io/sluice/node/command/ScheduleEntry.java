package io.sluice.node.command;

import java.util.Optional;

/**
 * A schedule as it is told.
 *
 * @param number in its queue, from 1
 * @param dueMillis when it sends next
 * @param recurrence absent: once
 * @param runs messages sent so far
 * @param createdMillis log time at which it was made
 * @param sizeBytes of what it sends, by the contract
 * @param groupId on a FIFO queue; empty on a standard one
 * @param payload what it sends; empty where only a list was asked for
 */
public record ScheduleEntry(
        String id,
        long number,
        long dueMillis,
        Optional<Recurrence> recurrence,
        long runs,
        long createdMillis,
        int sizeBytes,
        String groupId,
        Bytes payload) {}
