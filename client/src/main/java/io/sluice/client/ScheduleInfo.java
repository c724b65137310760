package io.sluice.client;

import java.time.Instant;

/**
 * A schedule, without its message.
 *
 * @param next when it sends next
 * @param time once, at {@code next}, or by which rule; a rule's start is not told
 * @param runs messages sent so far
 * @param created when it was made
 * @param messageBytes size of its message by the contract
 * @param groupId message group of its message; empty for none
 */
public record ScheduleInfo(
        String id, Instant next, ScheduleTime time, long runs, Instant created, int messageBytes, String groupId) {}
