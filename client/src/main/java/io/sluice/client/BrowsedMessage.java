package io.sluice.client;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as it lies in its queue.
 *
 * @param messageId its identity
 * @param body as it was sent, cut if it is longer than was asked for
 * @param bodyBytes of the whole body
 * @param md5OfBody lower-case hex MD5 of the whole body
 * @param attributes user attributes
 * @param groupId message group; empty for none
 * @param deduplicationId of FIFO queues; empty for none
 * @param sequenceNumber of FIFO queues; empty for none
 * @param receives how often it was received
 * @param firstReceived null when never
 * @param lastReceived null when never
 * @param due in flight: when its visibility timeout ends; delayed: when it is due; otherwise null
 * @param holder in flight: who has it, as far as is known; otherwise empty
 * @param deadLetterSourceArn the queue that it is a dead letter of; empty for none
 * @param expires when it ends, if it lives for a time of its own; otherwise null
 * @param failedReceives receives that failed in this queue, the newest 10, oldest first
 * @param deadLetter how it became a dead letter; null when it is none
 * @param priority 0 to 9; 4 unless its sender gave another
 */
public record BrowsedMessage(
        String messageId,
        MessageState state,
        String body,
        long bodyBytes,
        String md5OfBody,
        Map<String, MessageAttribute> attributes,
        String groupId,
        String deduplicationId,
        String sequenceNumber,
        String senderId,
        Instant sent,
        long receives,
        @Nullable Instant firstReceived,
        @Nullable Instant lastReceived,
        @Nullable Instant due,
        String holder,
        String deadLetterSourceArn,
        @Nullable Instant expires,
        List<FailedReceive> failedReceives,
        @Nullable DeadLetterStory deadLetter,
        int priority) {

    public BrowsedMessage {
        attributes = Map.copyOf(attributes);
        failedReceives = List.copyOf(failedReceives);
    }
}
