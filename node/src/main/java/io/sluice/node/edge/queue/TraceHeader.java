package io.sluice.node.edge.queue;

import com.google.protobuf.ByteString;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.node.edge.call.ApiError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The only system attribute that users send: {@code AWSTraceHeader}, a text that X-Ray understands. */
final class TraceHeader {
    /** Its name. */
    static final String NAME = "AWSTraceHeader";

    private static final String TYPE = "String";

    private TraceHeader() {}

    /** What is wrong with the system attributes; null when nothing is. */
    static @Nullable ApiError problem(Map<String, MessageAttributeValue> given) {
        for (Map.Entry<String, MessageAttributeValue> entry : given.entrySet()) {
            if (!entry.getKey().equals(NAME)) {
                return QueueErrors.invalid("Message system attribute name '" + entry.getKey() + "' is invalid.");
            }
            MessageAttributeValue value = entry.getValue();
            if (!value.getDataType().equals(TYPE)) {
                return QueueErrors.invalid("The type of message system attribute 'AWSTraceHeader' is invalid. You must"
                        + " use only the following supported type prefixes: String.");
            }
            if (UserAttributes.isList(value)) {
                return QueueErrors.listValues();
            }
            if (value.getStringValue().isEmpty() || value.hasBinaryValue()) {
                return QueueErrors.invalid(
                        "Message system attribute 'AWSTraceHeader' must contain a non-empty value of type 'String'.");
            }
            ApiError illegal = QueueErrors.illegal(value.getStringValue());
            if (illegal != null) {
                return illegal;
            }
        }
        return null;
    }

    /** Its value; empty when it is not there. */
    static String of(Map<String, MessageAttributeValue> given) {
        MessageAttributeValue value = given.get(NAME);
        return value == null ? "" : value.getStringValue();
    }

    /** As what it is digested. */
    static List<UserAttribute> asAttributes(String trace) {
        return List.of(new UserAttribute(NAME, TYPE, ByteString.copyFromUtf8(trace), false));
    }
}
