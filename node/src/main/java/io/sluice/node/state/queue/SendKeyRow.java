package io.sluice.node.state.queue;

import io.sluice.node.command.Bytes;

/**
 * An idempotency key, and what its send was answered.
 *
 * @param untilMillis log time at which its window is over
 * @param content SHA-256 of what was sent
 * @param sequence of the message; 0 when it was scheduled
 * @param scheduleId id of the schedule; empty when it was sent
 * @param dueMillis due time that was told for the schedule
 */
public record SendKeyRow(long untilMillis, Bytes content, long sequence, String scheduleId, long dueMillis) {}
