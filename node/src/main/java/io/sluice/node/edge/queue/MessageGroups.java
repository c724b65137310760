package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiError;
import org.jspecify.annotations.Nullable;

/**
 * Checks the ids that users give to groups, sends and attempts: 1 to 128 letters, digits and ASCII
 * punctuation. A group on a standard queue is the tenant of a fair queue.
 */
final class MessageGroups {
    private static final int CHARS_MAX = 128;

    private MessageGroups() {}

    /** What is wrong with a group; null when nothing is, and when there is none. */
    static @Nullable ApiError problem(String group) {
        return problem(group, "MessageGroupId");
    }

    /** What is wrong with a deduplication id; null when nothing is, and when there is none. */
    static @Nullable ApiError deduplicationProblem(String deduplicationId) {
        return problem(deduplicationId, "MessageDeduplicationId");
    }

    /** What is wrong with the id of an attempt to receive; null when nothing is, and when there is none. */
    static @Nullable ApiError attemptProblem(String attemptId) {
        return problem(attemptId, "ReceiveRequestAttemptId");
    }

    /** What is wrong with an idempotency key; null when nothing is, and when there is none. */
    static @Nullable ApiError keyProblem(String key) {
        return problem(key, "IdempotencyKey");
    }

    private static @Nullable ApiError problem(String id, String parameter) {
        boolean legal = id.length() <= CHARS_MAX;
        for (int i = 0; legal && i < id.length(); i++) {
            // Letters, digits and the ASCII punctuation, which is all that is printable but the space.
            legal = id.charAt(i) > ' ' && id.charAt(i) <= '~';
        }
        return legal
                ? null
                : QueueErrors.value(
                        id,
                        parameter,
                        parameter + " can only include alphanumeric and punctuation characters. 1 to 128 in length.");
    }
}
