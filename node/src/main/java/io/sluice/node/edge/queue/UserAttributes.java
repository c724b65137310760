package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the attributes that a message is sent with (contract, SQS 1.2, messages). */
final class UserAttributes {
    /** Attributes of one message. */
    static final int ATTRIBUTES_MAX = 10;

    private static final int NAME_CHARS_MAX = 256;
    private static final int TYPE_CHARS_MAX = 256;
    private static final char ACCENTED_FIRST = '\u00C0';
    private static final char ACCENTED_LAST = '\u017F';

    private UserAttributes() {}

    /** The attributes in name order. */
    static Checked<List<UserAttribute>> check(Map<String, MessageAttributeValue> given) {
        if (given.isEmpty()) {
            return Checked.good(List.of());
        }
        if (given.size() > ATTRIBUTES_MAX) {
            return Checked.bad(QueueErrors.invalid("Number of message attributes [" + given.size()
                    + "] exceeds the allowed maximum [" + ATTRIBUTES_MAX + "]."));
        }
        List<UserAttribute> checked = new ArrayList<>(given.size());
        for (Map.Entry<String, MessageAttributeValue> entry : given.entrySet()) {
            String name = entry.getKey();
            MessageAttributeValue value = entry.getValue();
            ApiError error = problem(name, value);
            if (error != null) {
                return Checked.bad(error);
            }
            boolean binary = isOf("Binary", value.getDataType());
            ByteString bytes = binary ? value.getBinaryValue() : value.getStringValueBytes();
            checked.add(new UserAttribute(name, value.getDataType(), bytes, binary));
        }
        checked.sort(Comparator.comparing(UserAttribute::name));
        return Checked.good(checked);
    }

    /** What the attributes count into the size of their message. */
    static int sizeBytes(List<UserAttribute> attributes) {
        int size = 0;
        for (UserAttribute attribute : attributes) {
            size += attribute.name().getBytes(StandardCharsets.UTF_8).length
                    + attribute.dataType().getBytes(StandardCharsets.UTF_8).length
                    + attribute.value().size();
        }
        return size;
    }

    private static @Nullable ApiError problem(String name, MessageAttributeValue value) {
        ApiError error = name(name);
        if (error == null) {
            error = type(name, value.getDataType());
        }
        return error == null ? value(name, value) : error;
    }

    private static @Nullable ApiError name(String name) {
        if (name.isEmpty()) {
            return QueueErrors.invalid("The request must contain non-empty message (user) attribute names.");
        }
        if (name.length() > NAME_CHARS_MAX) {
            return QueueErrors.invalid("Message (user) attribute name must be shorter than 256 bytes.");
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isNameCharacter(name.charAt(i))) {
                return QueueErrors.invalid("Message (user) attributes name can only contain upper and lower score"
                        + " characters, digits, periods, hyphens and underscores. ");
            }
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.startsWith("aws.") || lower.startsWith("amazon.") || name.startsWith(".") || name.endsWith(".")) {
            return QueueErrors.invalid("You can't use message attribute names beginning with 'AWS.' or 'Amazon.'."
                    + " These strings are reserved for internal use. Additionally, they cannot start or end with"
                    + " '.'.");
        }
        return null;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || (c >= ACCENTED_FIRST && c <= ACCENTED_LAST);
    }

    private static @Nullable ApiError type(String name, String type) {
        if (type.isEmpty()) {
            return QueueErrors.invalid(
                    "The message (user) attribute '" + name + "' must contain a non-empty message attribute type.");
        }
        if (!isOf("String", type) && !isOf("Number", type) && !isOf("Binary", type)) {
            return QueueErrors.invalid("The type of message (user) attribute '" + name + "' is invalid. You must use"
                    + " only the following supported type prefixes: Binary, Number, String.");
        }
        if (type.length() > TYPE_CHARS_MAX) {
            return QueueErrors.invalid("Message (user) attribute type must be shorter than 256 bytes.");
        }
        return QueueErrors.illegal(type);
    }

    /** True for the type itself and for the type with a suffix after a dot. */
    private static boolean isOf(String base, String type) {
        return type.startsWith(base)
                && (type.length() == base.length()
                        || (type.charAt(base.length()) == '.' && type.length() > base.length() + 1));
    }

    /** True when a value is given in a member that AWS has kept for later. */
    static boolean isList(MessageAttributeValue value) {
        return value.getStringListValuesCount() > 0 || value.getBinaryListValuesCount() > 0;
    }

    private static @Nullable ApiError value(String name, MessageAttributeValue value) {
        String type = value.getDataType();
        boolean binary = isOf("Binary", type);
        if (isList(value)) {
            return QueueErrors.listValues();
        }
        if (value.hasStringValue() && value.hasBinaryValue()) {
            return QueueErrors.invalid("Message (user) attribute '" + name + "' must have a single value.");
        }
        if (binary ? value.hasStringValue() : value.hasBinaryValue()) {
            return QueueErrors.invalid("Message (user) attribute '" + name + "' with type '" + type
                    + "' must use field '" + (binary ? "Binary" : "String") + "'.");
        }
        if (binary ? value.getBinaryValue().isEmpty() : value.getStringValue().isEmpty()) {
            return QueueErrors.invalid(
                    "Message (user) attribute '" + name + "' must contain a non-empty value of type '" + type + "'.");
        }
        if (binary) {
            return null;
        }
        if (isOf("Number", type)) {
            return AttributeNumbers.isNumber(value.getStringValue())
                    ? null
                    : QueueErrors.invalid(
                            "Can't cast the value of message (user) attribute '" + name + "' to a number.");
        }
        return QueueErrors.illegal(value.getStringValue());
    }
}
