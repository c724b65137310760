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
 * @param groupId the message group, which a FIFO queue needs; on a standard queue the tenant; empty for none
 * @param deduplicationId for FIFO queues, which store one message per id in five minutes; empty for none, where
 *     the queue makes it from the body
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

    /** The same in a message group. */
    public OutgoingMessage withGroup(String newGroupId) {
        return new OutgoingMessage(body, delay, attributes, systemAttributes, newGroupId, deduplicationId);
    }

    /** The same under a deduplication id. */
    public OutgoingMessage withDeduplicationId(String newDeduplicationId) {
        return new OutgoingMessage(body, delay, attributes, systemAttributes, groupId, newDeduplicationId);
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
