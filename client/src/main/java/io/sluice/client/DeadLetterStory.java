package io.sluice.client;

import java.time.Instant;
import java.util.List;

/**
 * How a message became a dead letter.
 *
 * @param reason how its last receive failed, or {@code expired} or {@code skipped}
 * @param died when it left its queue
 * @param sourceQueue name of the queue that it left
 * @param failedReceives the newest 10, oldest first
 */
public record DeadLetterStory(String reason, Instant died, String sourceQueue, List<FailedReceive> failedReceives) {
    public DeadLetterStory {
        failedReceives = List.copyOf(failedReceives);
    }

    static DeadLetterStory of(io.sluice.api.v1.DeadLetterStory story) {
        return new DeadLetterStory(
                story.getReason(),
                Instant.ofEpochMilli(story.getTimestamp()),
                story.getSourceQueue(),
                story.getFailedReceivesList().stream().map(FailedReceive::of).toList());
    }
}
