package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.QueueAttribute.KMS_MASTER_KEY_ID;
import static io.sluice.node.edge.queue.QueueAttribute.SQS_MANAGED_SSE_ENABLED;

import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks attributes that users set, and brings them into one spelling, so that equal settings are
 * equal texts. What is not set is not stored: defaults are filled in when attributes are read.
 */
final class QueueAttributes {
    /** Digits of a number: more than any range needs, few enough to parse. */
    private static final int NUMBER_CHARS_MAX = 10;

    private static final int KEY_ID_CHARS_MAX = 2048;

    private QueueAttributes() {}

    /** What CreateQueue may give. An empty document is one that is not given. */
    static Checked<SortedMap<String, String>> forCreate(Map<String, String> given, boolean fifo) {
        return check(given, true, fifo);
    }

    /** What SetQueueAttributes may give. An empty document removes the attribute. */
    static Checked<SortedMap<String, String>> forSet(Map<String, String> given, boolean fifo) {
        return check(given, false, fifo);
    }

    private static Checked<SortedMap<String, String>> check(Map<String, String> given, boolean creating, boolean fifo) {
        SortedMap<String, String> checked = new TreeMap<>();
        // In name order, so that of several wrong attributes it is always the same that is named.
        for (Map.Entry<String, String> entry : new TreeMap<>(given).entrySet()) {
            String name = entry.getKey();
            QueueAttribute attribute = QueueAttribute.named(name).orElse(null);
            if (attribute == null) {
                return Checked.bad(QueueErrors.unknownAttribute(name));
            }
            ApiError error = problem(attribute, entry.getValue(), fifo);
            if (error != null) {
                return Checked.bad(error);
            }
            String value = canonical(attribute, entry.getValue());
            if (!creating || !value.isEmpty()) {
                checked.put(name, value);
            }
        }
        return oneEncryption(checked, creating);
    }

    private static @Nullable ApiError problem(QueueAttribute attribute, String value, boolean fifo) {
        return switch (attribute.kind()) {
            case NUMBER ->
                isNumber(value) && attribute.holds(Long.parseLong(value))
                        ? null
                        : QueueErrors.attributeValue(attribute.awsName());
            case FLAG ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
                        ? null
                        : QueueErrors.attributeValue(attribute.awsName());
            case TEXT -> text(attribute, value);
            case FIFO -> fifo ? FifoAttributes.problem(attribute, value) : FifoAttributes.elsewhere(attribute);
            // A computed attribute is known, but nobody may set it.
            case COMPUTED -> QueueErrors.unknownAttribute(attribute.awsName());
        };
    }

    private static @Nullable ApiError text(QueueAttribute attribute, String value) {
        if (value.isEmpty()) {
            return null;
        }
        if (!MessageText.isLegal(value)) {
            return QueueErrors.attributeValue(attribute.awsName());
        }
        return switch (attribute) {
            case POLICY -> QueueDocuments.policy(value);
            case REDRIVE_ALLOW_POLICY -> QueueDocuments.redriveAllowPolicy(value);
            case REDRIVE_POLICY ->
                RedrivePolicy.parse(value)
                        .<Optional<ApiError>>match(policy -> Optional.empty(), Optional::of)
                        .orElse(null);
            default -> value.length() <= KEY_ID_CHARS_MAX ? null : QueueErrors.attributeValue(attribute.awsName());
        };
    }

    private static boolean isNumber(String value) {
        if (value.isEmpty() || value.length() > NUMBER_CHARS_MAX) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static String canonical(QueueAttribute attribute, String value) {
        return switch (attribute.kind()) {
            case NUMBER -> Long.toString(Long.parseLong(value));
            case FLAG -> value.toLowerCase(Locale.ROOT);
            case FIFO -> FifoAttributes.canonical(attribute, value);
            default -> value.isEmpty() ? value : document(attribute, value);
        };
    }

    /** A document that was checked in the shape that AWS shows; a text that is none as it is. */
    private static String document(QueueAttribute attribute, String value) {
        return switch (attribute) {
            case POLICY -> PolicyDocument.canonical(value);
            case REDRIVE_ALLOW_POLICY -> QueueDocuments.redriveAllowPolicyCanonical(value);
            case REDRIVE_POLICY -> RedrivePolicy.parse(value).match(RedrivePolicy::text, error -> value);
            default -> value;
        };
    }

    /** A queue is encrypted in one way: to choose the one gives up the other. */
    private static Checked<SortedMap<String, String>> oneEncryption(
            SortedMap<String, String> checked, boolean creating) {
        String key = checked.getOrDefault(KMS_MASTER_KEY_ID.awsName(), "");
        String managed = checked.getOrDefault(SQS_MANAGED_SSE_ENABLED.awsName(), "");
        if (!key.isEmpty() && managed.equals("true")) {
            return Checked.bad(QueueErrors.attributeName("You can use one type of server-side encryption (SSE) at one"
                    + " time. You can either enable KMS SSE or SQS SSE."));
        }
        if (!key.isEmpty()) {
            checked.put(SQS_MANAGED_SSE_ENABLED.awsName(), "false");
        } else if (managed.equals("true") && !creating) {
            checked.put(KMS_MASTER_KEY_ID.awsName(), "");
        }
        return Checked.good(checked);
    }
}
