package io.sluice.client;

import java.util.List;

/**
 * Which dead letters; what is left out does not matter.
 *
 * @param reasons any of these; see {@link DeadLetterStory#reason}
 * @param sourceQueues names of the queues that they left, any of these
 * @param messageIds any of these
 * @param expression in CEL, as of a search; empty for none
 */
public record DeadLetterSelection(
        List<String> reasons, List<String> sourceQueues, List<String> messageIds, String expression) {
    /** Every dead letter. */
    public static final DeadLetterSelection ALL = new DeadLetterSelection(List.of(), List.of(), List.of(), "");

    public DeadLetterSelection {
        reasons = List.copyOf(reasons);
        sourceQueues = List.copyOf(sourceQueues);
        messageIds = List.copyOf(messageIds);
    }

    io.sluice.api.v1.DeadLetterSelection wire() {
        return io.sluice.api.v1.DeadLetterSelection.newBuilder()
                .addAllReasons(reasons)
                .addAllSourceQueues(sourceQueues)
                .addAllMessageIds(messageIds)
                .setExpression(expression)
                .build();
    }
}
