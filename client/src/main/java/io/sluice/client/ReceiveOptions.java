package io.sluice.client;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to receive.
 *
 * @param messagesMax 1 to 10
 * @param longPoll 0 to 20 s in whole seconds; null takes the queue's ReceiveMessageWaitTimeSeconds
 * @param visibility 0 s to 12 h in whole seconds; null takes the queue's VisibilityTimeout
 * @param systemAttributes AWS names, or {@code All}
 * @param attributes names, {@code All}, {@code .*} or {@code prefix.*}
 * @param attemptId on a FIFO queue, the name of this attempt: the same again within five minutes gets the same
 *     messages with the same receipts, unless one of them was settled or came back; empty for none
 * @param consumerName who receives, up to 80 characters: traces, looks and dead letters tell it; empty for nobody
 */
public record ReceiveOptions(
        int messagesMax,
        @Nullable Duration longPoll,
        @Nullable Duration visibility,
        List<String> systemAttributes,
        List<String> attributes,
        String attemptId,
        String consumerName) {

    public ReceiveOptions {
        systemAttributes = List.copyOf(systemAttributes);
        attributes = List.copyOf(attributes);
    }

    /** Options of an attempt without a name. */
    public ReceiveOptions(
            int messagesMax,
            @Nullable Duration longPoll,
            @Nullable Duration visibility,
            List<String> systemAttributes,
            List<String> attributes) {
        this(messagesMax, longPoll, visibility, systemAttributes, attributes, "", "");
    }

    /** Up to this many messages with all their attributes. */
    public static ReceiveOptions upTo(int messagesMax) {
        return new ReceiveOptions(messagesMax, null, null, List.of("All"), List.of("All"));
    }

    /** The same with a long poll. */
    public ReceiveOptions withWait(Duration newWait) {
        return new ReceiveOptions(
                messagesMax, newWait, visibility, systemAttributes, attributes, attemptId, consumerName);
    }

    /** The same with a visibility timeout of its own. */
    public ReceiveOptions withVisibility(Duration newVisibility) {
        return new ReceiveOptions(
                messagesMax, longPoll, newVisibility, systemAttributes, attributes, attemptId, consumerName);
    }

    /** The same as an attempt of that name. */
    public ReceiveOptions withAttempt(String newAttemptId) {
        return new ReceiveOptions(
                messagesMax, longPoll, visibility, systemAttributes, attributes, newAttemptId, consumerName);
    }

    /** The same of a consumer of that name. */
    public ReceiveOptions withConsumer(String newConsumerName) {
        return new ReceiveOptions(
                messagesMax, longPoll, visibility, systemAttributes, attributes, attemptId, newConsumerName);
    }
}
