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
 */
public record ReceiveOptions(
        int messagesMax,
        @Nullable Duration longPoll,
        @Nullable Duration visibility,
        List<String> systemAttributes,
        List<String> attributes) {

    public ReceiveOptions {
        systemAttributes = List.copyOf(systemAttributes);
        attributes = List.copyOf(attributes);
    }

    /** Up to this many messages with all their attributes. */
    public static ReceiveOptions upTo(int messagesMax) {
        return new ReceiveOptions(messagesMax, null, null, List.of("All"), List.of("All"));
    }

    /** The same with a long poll. */
    public ReceiveOptions withWait(Duration newWait) {
        return new ReceiveOptions(messagesMax, newWait, visibility, systemAttributes, attributes);
    }

    /** The same with a visibility timeout of its own. */
    public ReceiveOptions withVisibility(Duration newVisibility) {
        return new ReceiveOptions(messagesMax, longPoll, newVisibility, systemAttributes, attributes);
    }
}
