package io.sluice.client;

import java.time.Instant;

/**
 * A message group of a FIFO queue.
 *
 * @param state {@code ready}, {@code busy}, {@code blocked}, {@code delayed} or {@code parked}
 * @param visible messages visible, also behind one in flight and in a parked group
 * @param headMessageId the first message that is left; empty when all are delayed
 * @param headReceives how often that was received
 * @param since when the group was parked, or its first message received; the epoch when neither
 * @param blockedUntil when the first message is visible again unless it is deleted; the epoch when it is not in flight
 */
public record GroupInfo(
        String group,
        String state,
        long visible,
        long inFlight,
        long delayed,
        String headMessageId,
        long headReceives,
        Instant since,
        Instant blockedUntil) {}
