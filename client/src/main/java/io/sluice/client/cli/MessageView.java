package io.sluice.client.cli;

import io.sluice.client.MessageAttribute;
import io.sluice.client.ReceivedMessage;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How a received message is shown. */
final class MessageView {
    private MessageView() {}

    static Map<String, Object> object(ReceivedMessage message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("message_id", message.messageId());
        object.put("receipt", message.receipt());
        object.put("body", message.body());
        object.put("md5_of_body", message.md5OfBody());
        object.put("system_attributes", new TreeMap<>(message.systemAttributes()));
        Map<String, Object> attributes = new TreeMap<>();
        message.attributes()
                .forEach((name, attribute) ->
                        attributes.put(name, Fields.of("type", attribute.type(), "value", value(attribute))));
        object.put("attributes", attributes);
        if (message.deadLetter() != null) {
            object.put("dead_letter", StoryView.object(message.deadLetter()));
        }
        return object;
    }

    static String text(ReceivedMessage message) {
        StringBuilder text = new StringBuilder();
        text.append("message  ").append(message.messageId()).append('\n');
        text.append("receipt  ").append(message.receipt()).append('\n');
        line(text, "group    ", message.systemAttributes().get("MessageGroupId"));
        line(text, "sequence ", message.systemAttributes().get("SequenceNumber"));
        new TreeMap<>(message.attributes())
                .forEach((name, attribute) -> text.append(name)
                        .append("  ")
                        .append(attribute.type())
                        .append(':')
                        .append(value(attribute))
                        .append('\n'));
        return text.append(message.body()).append('\n').toString();
    }

    private static void line(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(name).append(value).append('\n');
        }
    }

    static String value(MessageAttribute attribute) {
        if (attribute instanceof MessageAttribute.Binary binary) {
            ByteBuffer bytes = binary.value();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return ((MessageAttribute.Text) attribute).value();
    }
}
