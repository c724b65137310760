package io.sluice.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A user attribute of a message. Its type is {@code String}, {@code Number} or {@code Binary}, with an
 * optional custom suffix such as {@code Number.int}; a value is never empty.
 */
public sealed interface MessageAttribute {

    /** The type, 256 bytes at most. */
    String type();

    /** What the attribute's value and type count into the size of a message, in bytes. */
    int sizeBytes();

    /** A text or a number. */
    record Text(String type, String value) implements MessageAttribute {
        @Override
        public int sizeBytes() {
            return MessageAttribute.utf8Bytes(type) + MessageAttribute.utf8Bytes(value);
        }
    }

    /** Bytes; the buffer is read-only. */
    record Binary(String type, ByteBuffer value) implements MessageAttribute {
        public Binary {
            value = value.asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer value() {
            return value.duplicate();
        }

        @Override
        public int sizeBytes() {
            return MessageAttribute.utf8Bytes(type) + value.remaining();
        }
    }

    /** A text of type {@code String}. */
    static MessageAttribute text(String value) {
        return new Text("String", value);
    }

    /** A number of type {@code Number}, in decimal. */
    static MessageAttribute number(String value) {
        return new Text("Number", value);
    }

    /** Bytes of type {@code Binary}. */
    static MessageAttribute binary(ByteBuffer value) {
        return new Binary("Binary", value);
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
