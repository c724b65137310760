package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiError;
import org.jspecify.annotations.Nullable;

/** Checks message groups: on standard queues the tenant of a fair queue, with the characters of FIFO queues. */
final class MessageGroups {
    private static final int CHARS_MAX = 128;

    private MessageGroups() {}

    /** What is wrong with a group; null when nothing is, and when there is none. */
    static @Nullable ApiError problem(String group) {
        boolean legal = group.length() <= CHARS_MAX;
        for (int i = 0; legal && i < group.length(); i++) {
            // Letters, digits and the ASCII punctuation, which is all that is printable but the space.
            legal = group.charAt(i) > ' ' && group.charAt(i) <= '~';
        }
        return legal
                ? null
                : QueueErrors.value(
                        group,
                        "MessageGroupId",
                        "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    }
}
