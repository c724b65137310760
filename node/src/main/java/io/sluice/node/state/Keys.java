package io.sluice.node.state;

import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;

/** The shapes of keys. All numbers are big-endian and unsigned, so that byte order is key order. */
public final class Keys {
    /** The key of a table with one row. */
    public record Only() implements Comparable<Only> {
        @Override
        public int compareTo(Only other) {
            return 0;
        }
    }

    /** A number. */
    public record OfNumber(long value) implements Comparable<OfNumber> {
        @Override
        public int compareTo(OfNumber other) {
            return Long.compareUnsigned(value, other.value);
        }
    }

    /** A text, in the order of its UTF-8 bytes; only ASCII is used. */
    public record Text(String value) implements Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return value.compareTo(other.value);
        }
    }

    /** A resource. */
    public record OfResource(ResourceId resource) implements Comparable<OfResource> {
        @Override
        public int compareTo(OfResource other) {
            return resource.compareTo(other.resource);
        }
    }

    /** A number within a resource, such as a sequence. */
    public record InResource(ResourceId resource, long number) implements Comparable<InResource> {
        @Override
        public int compareTo(InResource other) {
            int byResource = resource.compareTo(other.resource);
            return byResource != 0 ? byResource : Long.compareUnsigned(number, other.number);
        }
    }

    /** A due time and a number within a resource. */
    public record Due(ResourceId resource, long dueMillis, long number) implements Comparable<Due> {
        private static final Comparator<Due> ORDER = Comparator.comparing(Due::resource)
                .thenComparing(Due::dueMillis, Long::compareUnsigned)
                .thenComparing(Due::number, Long::compareUnsigned);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /** A number within a tablet, such as the sequence of a parcel on its way there. */
    public record InTablet(TabletId tablet, long number) implements Comparable<InTablet> {
        @Override
        public int compareTo(InTablet other) {
            int byTablet = tablet.compareTo(other.tablet);
            return byTablet != 0 ? byTablet : Long.compareUnsigned(number, other.number);
        }
    }

    /** A number within a line of a resource: such as a sequence among those of one state of a message group. */
    public record InLine(ResourceId resource, long line, long number) implements Comparable<InLine> {
        private static final Comparator<InLine> ORDER = Comparator.comparing(InLine::resource)
                .thenComparing(InLine::line, Long::compareUnsigned)
                .thenComparing(InLine::number, Long::compareUnsigned);

        @Override
        public int compareTo(InLine other) {
            return ORDER.compare(this, other);
        }
    }

    /** A text within a resource, in the order of its UTF-8 bytes; only ASCII is used. */
    public record TextIn(ResourceId resource, String value) implements Comparable<TextIn> {
        @Override
        public int compareTo(TextIn other) {
            int byResource = resource.compareTo(other.resource);
            return byResource != 0 ? byResource : value.compareTo(other.value);
        }
    }

    /** Codec of {@link Only}. */
    public static final KeyCodec<Only> ONLY = codec(key -> new byte[0], bytes -> new Only());

    /** Codec of {@link OfNumber}. */
    public static final KeyCodec<OfNumber> NUMBER =
            codec(key -> numbers(key.value()), bytes -> new OfNumber(number(bytes, 0)));

    /** Codec of {@link Text}. */
    public static final KeyCodec<Text> TEXT = codec(
            key -> key.value().getBytes(StandardCharsets.UTF_8),
            bytes -> new Text(new String(bytes, StandardCharsets.UTF_8)));

    /** Codec of {@link OfResource}. */
    public static final KeyCodec<OfResource> OF_RESOURCE =
            codec(key -> numbers(key.resource().value()), bytes -> new OfResource(new ResourceId(number(bytes, 0))));

    /** Codec of {@link InResource}. */
    public static final KeyCodec<InResource> IN_RESOURCE = new KeyCodec<>() {
        @Override
        public byte[] encode(InResource key) {
            return numbers(key.resource().value(), key.number());
        }

        @Override
        public InResource decode(byte[] bytes) {
            return new InResource(new ResourceId(number(bytes, 0)), number(bytes, 1));
        }

        @Override
        public boolean areNeighbours(InResource first, InResource second) {
            return first.resource().equals(second.resource()) && first.number() + 1 == second.number();
        }
    };

    /** Codec of {@link Due}. */
    public static final KeyCodec<Due> DUE = codec(
            key -> numbers(key.resource().value(), key.dueMillis(), key.number()),
            bytes -> new Due(new ResourceId(number(bytes, 0)), number(bytes, 1), number(bytes, 2)));

    /** Codec of {@link InLine}. */
    public static final KeyCodec<InLine> IN_LINE = codec(
            key -> numbers(key.resource().value(), key.line(), key.number()),
            bytes -> new InLine(new ResourceId(number(bytes, 0)), number(bytes, 1), number(bytes, 2)));

    /** Codec of {@link InTablet}. */
    public static final KeyCodec<InTablet> IN_TABLET = codec(
            key -> numbers(key.tablet().value(), key.number()),
            bytes -> new InTablet(new TabletId((int) number(bytes, 0) & Integer.MAX_VALUE), number(bytes, 1)));

    /** Codec of {@link TextIn}. */
    public static final KeyCodec<TextIn> TEXT_IN = codec(
            key -> {
                byte[] text = key.value().getBytes(StandardCharsets.UTF_8);
                byte[] bytes = Arrays.copyOf(numbers(key.resource().value()), Long.BYTES + text.length);
                System.arraycopy(text, 0, bytes, Long.BYTES, text.length);
                return bytes;
            },
            bytes -> new TextIn(
                    new ResourceId(number(bytes, 0)),
                    new String(bytes, Long.BYTES, bytes.length - Long.BYTES, StandardCharsets.UTF_8)));

    private Keys() {}

    private static byte[] numbers(long... values) {
        byte[] bytes = new byte[values.length * Long.BYTES];
        for (int i = 0; i < values.length; i++) {
            for (int b = 0; b < Long.BYTES; b++) {
                bytes[i * Long.BYTES + b] = (byte) (values[i] >>> (56 - 8 * b));
            }
        }
        return bytes;
    }

    private static long number(byte[] bytes, int position) {
        long value = 0;
        for (int b = 0; b < Long.BYTES; b++) {
            value = (value << 8) | (bytes[position * Long.BYTES + b] & 0xff);
        }
        return value;
    }

    private static <K> KeyCodec<K> codec(Function<K, byte[]> encode, Function<byte[], K> decode) {
        return new KeyCodec<>() {
            @Override
            public byte[] encode(K key) {
                return encode.apply(key);
            }

            @Override
            public K decode(byte[] bytes) {
                return decode.apply(bytes);
            }
        };
    }
}
