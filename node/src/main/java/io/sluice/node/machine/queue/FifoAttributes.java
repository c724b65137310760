package io.sluice.node.machine.queue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Which attributes of FIFO queues a queue can have, and together with which. */
final class FifoAttributes {
    static final String FIFO_QUEUE = "FifoQueue";
    static final String CONTENT_BASED = "ContentBasedDeduplication";
    static final String SCOPE = "DeduplicationScope";
    static final String LIMIT = "FifoThroughputLimit";

    private static final String TRUE = "true";
    private static final String BY_GROUP = "messageGroup";
    private static final String LIMIT_BY_GROUP = "perMessageGroupId";

    private FifoAttributes() {}

    static boolean areOfFifo(Map<String, String> attributes) {
        return TRUE.equals(attributes.get(FIFO_QUEUE));
    }

    static boolean deduplicateByContent(Map<String, String> attributes) {
        return TRUE.equals(attributes.get(CONTENT_BASED));
    }

    static boolean deduplicateByGroup(Map<String, String> attributes) {
        return BY_GROUP.equals(attributes.get(SCOPE));
    }

    /** The first attribute that all of them together do not allow. A limit by group needs the scope of the group. */
    static Optional<String> firstInvalid(SortedMap<String, String> all) {
        for (String name : List.of(FIFO_QUEUE, CONTENT_BASED, SCOPE, LIMIT)) {
            String value = all.get(name);
            if (value != null && (!areOfFifo(all) || !values(name).contains(value))) {
                return Optional.of(name);
            }
        }
        if (areOfFifo(all) && all.containsKey(QueueAttributes.PRIORITIES)) {
            // Order in a group would have to win over priority, and groups take turns as it is (ADR 0035).
            return Optional.of(QueueAttributes.PRIORITIES);
        }
        return LIMIT_BY_GROUP.equals(all.get(LIMIT)) && !deduplicateByGroup(all)
                ? Optional.of(LIMIT)
                : Optional.empty();
    }

    private static List<String> values(String name) {
        return switch (name) {
            case FIFO_QUEUE -> List.of(TRUE);
            case CONTENT_BASED -> List.of(TRUE, "false");
            case SCOPE -> List.of("queue", BY_GROUP);
            default -> List.of("perQueue", LIMIT_BY_GROUP);
        };
    }

    /** The same for a change, which cannot make a queue one of the other kind. */
    static Optional<String> firstInvalid(SortedMap<String, String> stored, SortedMap<String, String> changed) {
        return areOfFifo(stored) == areOfFifo(changed) ? firstInvalid(changed) : Optional.of(FIFO_QUEUE);
    }
}
