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
 * @param key the name under which it is sent once; null for none
 * @param timeToLive how long it lives from its send, in whole seconds; null: as long as the queue keeps messages
 * @param priority 0 to 9, of which 9 is the most urgent; null for the default, 4. Another needs a standard queue whose
 *     attribute {@code MessagePriorities} is {@code true}
 */
public record OutgoingMessage(
        String body,
        @Nullable Duration delay,
        Map<String, MessageAttribute> attributes,
        Map<String, MessageAttribute> systemAttributes,
        String groupId,
        String deduplicationId,
        @Nullable SendKey key,
        @Nullable Duration timeToLive,
        @Nullable Integer priority) {

    public OutgoingMessage {
        attributes = Map.copyOf(attributes);
        systemAttributes = Map.copyOf(systemAttributes);
    }

    /** A message without a key that lives as long as its queue keeps it. */
    public OutgoingMessage(
            String body,
            @Nullable Duration delay,
            Map<String, MessageAttribute> attributes,
            Map<String, MessageAttribute> systemAttributes,
            String groupId,
            String deduplicationId) {
        this(body, delay, attributes, systemAttributes, groupId, deduplicationId, null, null, null);
    }

    /** A message that is nothing but its body. */
    public static OutgoingMessage of(String body) {
        return new OutgoingMessage(body, null, Map.of(), Map.of(), "", "");
    }

    /** The same with a delay. */
    public OutgoingMessage withDelay(Duration newDelay) {
        return new OutgoingMessage(
                body, newDelay, attributes, systemAttributes, groupId, deduplicationId, key, timeToLive, priority);
    }

    /** The same with one more attribute. */
    public OutgoingMessage withAttribute(String name, MessageAttribute attribute) {
        Map<String, MessageAttribute> more = new TreeMap<>(attributes);
        more.put(name, attribute);
        return new OutgoingMessage(
                body, delay, more, systemAttributes, groupId, deduplicationId, key, timeToLive, priority);
    }

    /** The same in a message group. */
    public OutgoingMessage withGroup(String newGroupId) {
        return new OutgoingMessage(
                body, delay, attributes, systemAttributes, newGroupId, deduplicationId, key, timeToLive, priority);
    }

    /** The same under a deduplication id. */
    public OutgoingMessage withDeduplicationId(String newDeduplicationId) {
        return new OutgoingMessage(
                body, delay, attributes, systemAttributes, groupId, newDeduplicationId, key, timeToLive, priority);
    }

    /** The same under a key, which is remembered as long as the queue says. */
    public OutgoingMessage withKey(String newKey) {
        return withKey(new SendKey(newKey, null));
    }

    /** The same under a key. */
    public OutgoingMessage withKey(SendKey newKey) {
        return new OutgoingMessage(
                body, delay, attributes, systemAttributes, groupId, deduplicationId, newKey, timeToLive, priority);
    }

    /** The same with a lifetime. */
    public OutgoingMessage withTimeToLive(Duration newTimeToLive) {
        return new OutgoingMessage(
                body, delay, attributes, systemAttributes, groupId, deduplicationId, key, newTimeToLive, priority);
    }

    /** The same with a priority, 0 to 9. */
    public OutgoingMessage withPriority(int newPriority) {
        return new OutgoingMessage(
                body, delay, attributes, systemAttributes, groupId, deduplicationId, key, timeToLive, newPriority);
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
