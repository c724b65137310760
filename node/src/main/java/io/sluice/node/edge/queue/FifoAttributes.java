package io.sluice.node.edge.queue;

import io.sluice.node.edge.call.ApiError;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the attributes that only FIFO queues have, each by itself; what they go with is the queue's to check. */
final class FifoAttributes {
    private static final String TRUE = "true";
    private static final Set<String> FLAGS = Set.of(TRUE, "false");
    private static final Set<String> SCOPES = Set.of("queue", "messageGroup");
    private static final Set<String> LIMITS = Set.of("perQueue", "perMessageGroupId");

    private FifoAttributes() {}

    /** What is wrong with such an attribute of a FIFO queue; null when nothing is. */
    static @Nullable ApiError problem(QueueAttribute attribute, String value) {
        String given = canonical(attribute, value);
        return switch (attribute) {
            case FIFO_QUEUE -> given.equals(TRUE) ? null : QueueErrors.queueType();
            case DEDUPLICATION_SCOPE -> oneOf(SCOPES, attribute, given);
            case FIFO_THROUGHPUT_LIMIT -> oneOf(LIMITS, attribute, given);
            default -> oneOf(FLAGS, attribute, given);
        };
    }

    /** What is said of such an attribute of a standard queue, whatever its value. */
    static ApiError elsewhere(QueueAttribute attribute) {
        return switch (attribute) {
            case DEDUPLICATION_SCOPE, FIFO_THROUGHPUT_LIMIT ->
                QueueErrors.attributeName(
                        "You can specify the " + attribute.awsName() + " only when FifoQueue is set to true.");
            default -> QueueErrors.unknownAttribute(attribute.awsName());
        };
    }

    /** Flags in lower case; the others are told apart by case. */
    static String canonical(QueueAttribute attribute, String value) {
        return switch (attribute) {
            case FIFO_QUEUE, CONTENT_BASED_DEDUPLICATION -> value.toLowerCase(Locale.ROOT);
            default -> value;
        };
    }

    private static @Nullable ApiError oneOf(Set<String> values, QueueAttribute attribute, String value) {
        return values.contains(value) ? null : QueueErrors.attributeValue(attribute.awsName());
    }
}
