package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How given attributes meet stored ones. */
final class QueueAttributes {
    /** Not an attribute of AWS: whether messages may have priorities. */
    static final String PRIORITIES = "MessagePriorities";

    private QueueAttributes() {}

    /** Stored attributes after a change; an empty value removes. */
    static SortedMap<String, String> applied(SortedMap<String, String> stored, SortedMap<String, String> given) {
        SortedMap<String, String> changed = new TreeMap<>(stored);
        given.forEach((name, value) -> {
            if (value.isEmpty()) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
        });
        return changed;
    }

    /** The first given attribute whose stored value, or default, is another. */
    static Optional<String> firstDifference(SortedMap<String, String> stored, SortedMap<String, String> given) {
        for (Map.Entry<String, String> one : given.entrySet()) {
            String value = stored.getOrDefault(one.getKey(), byDefault(one.getKey()));
            if (!value.equals(one.getValue())) {
                return Optional.of(one.getKey());
            }
        }
        return Optional.empty();
    }

    /** The first given attribute that the queue would have to read as a number and cannot. */
    static Optional<String> firstInvalid(SortedMap<String, String> given) {
        return given.entrySet().stream()
                .filter(one -> isNumber(one.getKey()) && !one.getValue().isEmpty() && !isReadable(one.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isNumber(String name) {
        return switch (name) {
            case "DelaySeconds",
                    "IdempotencyWindow",
                    Limits.IN_FLIGHT_ATTRIBUTE,
                    "MaximumMessageSize",
                    "MessageRetentionPeriod",
                    "ReceiveMessageWaitTimeSeconds",
                    "TraceRetentionPeriod",
                    "VisibilityTimeout" -> true;
            default -> false;
        };
    }

    /** A bound at which no sum of times overflows; the ranges of AWS are for the edge to check. */
    private static boolean isReadable(String value) {
        return value.matches("[0-9]{1,10}") && Long.parseLong(value) <= Integer.MAX_VALUE;
    }

    /** The default of an attribute, AWS's or ours; empty when it has none. */
    static String byDefault(String name) {
        return switch (name) {
            case "DelaySeconds", "ReceiveMessageWaitTimeSeconds", "TraceRetentionPeriod" -> "0";
            case "DeadLetterExpired" -> "false";
            case "IdempotencyWindow" -> "86400";
            case "MaximumMessageSize" -> "1048576";
            case "MessageRetentionPeriod" -> "345600";
            case "VisibilityTimeout" -> "30";
            case "SqsManagedSseEnabled" -> "true";
            case "KmsDataKeyReusePeriodSeconds" -> "300";
            case FifoAttributes.CONTENT_BASED, PRIORITIES -> "false";
            case FifoAttributes.SCOPE -> "queue";
            case FifoAttributes.LIMIT -> "perQueue";
            case Limits.IN_FLIGHT_ATTRIBUTE -> Integer.toString(Limits.IN_FLIGHT_MAX);
            default -> "";
        };
    }
}
