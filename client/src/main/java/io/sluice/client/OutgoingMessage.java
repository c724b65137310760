package io.sluice.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param body 1 byte to the queue's MaximumMessageSize, of the characters that XML 1.0 allows
 * @param delay 0 to 15 minutes in whole seconds; null takes the queue's DelaySeconds
 * @param attributes at most 10
 * @param systemAttributes only {@code AWSTraceHeader}
 * @param groupId the message group or, on a standard queue, the tenant; empty for none
 * @param deduplicationId for FIFO queues; empty for none
 */
public record OutgoingMessage(
        String body,
        @Nullable Duration delay,
        Map<String, MessageAttribute> attributes,
        Map<String, MessageAttribute> systemAttributes,
        String groupId,
        String deduplicationId) {

    public OutgoingMessage {
        attributes = Map.copyOf(attributes);
        systemAttributes = Map.copyOf(systemAttributes);
    }

    /** A message that is nothing but its body. */
    public static OutgoingMessage of(String body) {
        return new OutgoingMessage(body, null, Map.of(), Map.of(), "", "");
    }

    /** The same with a delay. */
    public OutgoingMessage withDelay(Duration newDelay) {
        return new OutgoingMessage(body, newDelay, attributes, systemAttributes, groupId, deduplicationId);
    }

    /** The same with one more attribute. */
    public OutgoingMessage withAttribute(String name, MessageAttribute attribute) {
        Map<String, MessageAttribute> more = new TreeMap<>(attributes);
        more.put(name, attribute);
        return new OutgoingMessage(body, delay, more, systemAttributes, groupId, deduplicationId);
    }

    /** What the message counts against the limits of size: body and attributes, in bytes of UTF-8. */
    public int sizeBytes() {
        int bytes = body.getBytes(StandardCharsets.UTF_8).length;
        for (Map.Entry<String, MessageAttribute> attribute : attributes.entrySet()) {
            bytes += attribute.getKey().getBytes(StandardCharsets.UTF_8).length
                    + attribute.getValue().sizeBytes();
        }
        return bytes;
    }
}
