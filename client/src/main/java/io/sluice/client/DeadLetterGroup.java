package io.sluice.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters of one queue that died for the same reason.
 *
 * @param first when the first of them died; null when that is not known
 * @param last when the last of them died; null when that is not known
 * @param messageIds the first few
 */
public record DeadLetterGroup(
        String reason,
        String sourceQueue,
        long count,
        @Nullable Instant first,
        @Nullable Instant last,
        List<String> messageIds) {
    public DeadLetterGroup {
        messageIds = List.copyOf(messageIds);
    }
}
