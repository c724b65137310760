package io.sluice.client;

import java.time.Instant;
import java.util.List;

/**
 * What one look at a queue showed.
 *
 * @param cursor goes on from here; what comes into the queue later is behind it, too
 * @param more false when nothing was left behind the cursor
 * @param scanned messages looked at
 * @param failed of a search: messages of which the expression could not say whether it is true
 * @param at the moment that the page shows
 */
public record BrowsePage(
        List<BrowsedMessage> messages, String cursor, boolean more, long scanned, long failed, Instant at) {

    public BrowsePage {
        messages = List.copyOf(messages);
    }
}
