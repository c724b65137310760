package io.sluice.client;

import java.util.List;

/**
 * What a receive brought.
 *
 * @param withheld why there are fewer than could have been had: {@code paused}, {@code rate}, {@code in-flight},
 *     {@code queue-in-flight} or {@code groups}; empty when nothing was kept back
 */
public record ReceivedMessages(List<ReceivedMessage> messages, String withheld) {
    public ReceivedMessages {
        messages = List.copyOf(messages);
    }
}
