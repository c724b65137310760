package io.sluice.node.edge.queue;

import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.node.edge.call.ApiError;
import org.jspecify.annotations.Nullable;

/** Checks the numbers of sends and receives. All times are seconds. */
final class Receives {
    /** Messages of one call (AWS: 10). */
    static final int MESSAGES_MAX = 10;

    /** Longest poll (AWS: 20 seconds). */
    static final int WAIT_SECONDS_MAX = 20;

    private static final int DELAY_SECONDS_MAX = 900;
    private static final int VISIBILITY_SECONDS_MAX = 43_200;

    private Receives() {}

    /** What is wrong with the numbers of a receive; null when nothing is. */
    static @Nullable ApiError problem(ReceiveMessageRequest request) {
        int messages = request.hasMaxNumberOfMessages() ? request.getMaxNumberOfMessages() : 1;
        if (messages < 1 || messages > MESSAGES_MAX) {
            return QueueErrors.value(messages, "MaxNumberOfMessages", "Must be between 1 and 10, if provided.");
        }
        int wait = request.getWaitTimeSeconds();
        if (wait < 0 || wait > WAIT_SECONDS_MAX) {
            return QueueErrors.value(wait, "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.");
        }
        int visibility = request.getVisibilityTimeout();
        if (!isVisibility(visibility)) {
            return QueueErrors.value(visibility, "VisibilityTimeout", "Must be >= 0 and <= 43200, if provided.");
        }
        return MessageGroups.attemptProblem(request.getReceiveRequestAttemptId());
    }

    /** What is wrong with the new hiding of a message; null when nothing is. */
    static @Nullable ApiError hiding(int seconds) {
        return isVisibility(seconds)
                ? null
                : QueueErrors.value(seconds, "VisibilityTimeout", "Must be between 0 and 43200.");
    }

    /** What is wrong with the delay of a message; null when nothing is. */
    static @Nullable ApiError delay(long seconds) {
        return seconds >= 0 && seconds <= DELAY_SECONDS_MAX
                ? null
                : QueueErrors.value(seconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
    }

    private static boolean isVisibility(int seconds) {
        return seconds >= 0 && seconds <= VISIBILITY_SECONDS_MAX;
    }
}
