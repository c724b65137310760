package io.sluice.node.edge.queue;

import io.sluice.node.model.ResourceId;
import java.util.Optional;
import java.util.UUID;

/**
 * Message ids: UUIDs of version 8 (RFC 9562, custom) that hold 58 bits of the queue's number and the
 * 64 bits of the message's sequence, so that they are unique in the cluster and can be read back.
 */
final class MessageIds {
    private static final int QUEUE_BITS = 58;
    private static final long VERSION = 8;
    private static final long VARIANT = 2;

    private MessageIds() {}

    /** What an id says. */
    record Origin(ResourceId queue, long sequence) {}

    /** The id of a message. */
    static String of(ResourceId queue, long sequence) {
        return toUuid(queue, sequence).toString();
    }

    private static UUID toUuid(ResourceId queue, long sequence) {
        long number = queue.value();
        if (number >>> QUEUE_BITS != 0) {
            throw new IllegalStateException("resource numbers are below 2 to the 58th: " + queue);
        }
        long most = (number >>> 10 << 16) | (VERSION << 12) | ((number & 0x3FF) << 2) | (sequence >>> 62);
        long least = (VARIANT << 62) | (sequence & 0x3FFF_FFFF_FFFF_FFFFL);
        return new UUID(most, least);
    }

    /** What an id says; empty when it is not one of ours. */
    static Optional<Origin> read(String messageId) {
        UUID uuid;
        try {
            uuid = UUID.fromString(messageId);
        } catch (IllegalArgumentException e) {
            // Not a UUID, so not an id of ours.
            return Optional.empty();
        }
        if (uuid.version() != VERSION || uuid.variant() != VARIANT) {
            return Optional.empty();
        }
        long most = uuid.getMostSignificantBits();
        long number = (most >>> 16 << 10) | ((most >>> 2) & 0x3FF);
        long sequence = (most & 3) << 62 | (uuid.getLeastSignificantBits() & 0x3FFF_FFFF_FFFF_FFFFL);
        return Optional.of(new Origin(new ResourceId(number), sequence));
    }
}
