package io.sluice.client;

import java.time.Instant;

/**
 * A move of messages out of a queue.
 *
 * @param taskHandle needed to cancel it; empty unless it is running
 * @param status {@code RUNNING}, {@code COMPLETED}, {@code CANCELLING}, {@code CANCELLED} or {@code FAILED}
 * @param sourceArn the queue that is emptied
 * @param destinationArn the queue that messages go to; empty: each to the queue that it is a dead letter of
 * @param messagesPerSecond as asked for; 0 when it was not
 * @param moved messages that have arrived
 * @param toMove messages that were to be had when it began
 * @param failureReason empty unless it failed
 * @param started when it began
 * @param redriveHandle of a redrive that picks its messages, by which it can be undone; else empty
 * @param scanned messages that such a redrive has looked at
 * @param leftBehind while it runs, dead letters that it passed over and will try again; when it has completed, those
 *     that it left, as they were in flight or delayed for too long, or behind such a one of their message group
 */
public record MoveInfo(
        String taskHandle,
        String status,
        String sourceArn,
        String destinationArn,
        int messagesPerSecond,
        long moved,
        long toMove,
        String failureReason,
        Instant started,
        String redriveHandle,
        long scanned,
        long leftBehind) {}
