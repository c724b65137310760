package io.sluice.node.edge.wire.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;

/** What JSON and CBOR write differently: bytes and times. Everything else is one walk, in {@link DocumentCodec}. */
enum Syntax {
    /** Bytes are base64, times are seconds with a fraction. */
    JSON {
        @Override
        JsonFactory factory() {
            return JsonFactory.builder().streamReadConstraints(LIMITS).build();
        }

        @Override
        ByteString readBlob(JsonParser parser) throws IOException, Unreadable {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw Mismatch.of(parser, "a Blob");
            }
            String text = parser.getText();
            if (text.length() % BASE64_GROUP != 0) {
                throw new Unreadable(
                        "'" + Mismatch.cut(text) + "' can not be converted to a Blob: Base64 encoded length is"
                                + " expected a multiple of 4 bytes but found: " + text.length());
            }
            try {
                return UnsafeByteOperations.unsafeWrap(Base64.getDecoder().decode(text));
            } catch (IllegalArgumentException noBase64) {
                throw new Unreadable(
                        "'" + Mismatch.cut(text) + "' can not be converted to a Blob: Invalid Base64 character");
            }
        }

        @Override
        long readTime(JsonParser parser) throws IOException, Unreadable {
            if (!parser.currentToken().isNumeric()) {
                throw Mismatch.of(parser, "a Timestamp");
            }
            // Milliseconds of any year that matters are exact in a double, and no exponent makes it large in memory.
            return Math.round(parser.getDoubleValue() * MILLIS_PER_SECOND);
        }

        @Override
        void writeBlob(JsonGenerator generator, ByteString bytes) throws IOException {
            generator.writeBinary(bytes.toByteArray());
        }

        @Override
        void writeTime(JsonGenerator generator, long epochMillis) throws IOException {
            generator.writeNumber(BigDecimal.valueOf(epochMillis, MILLIS_DIGITS)
                    .stripTrailingZeros()
                    .toPlainString());
        }
    },

    /** Bytes are bytes, times are whole milliseconds under tag 1; other CBOR would have seconds there. */
    CBOR {
        @Override
        JsonFactory factory() {
            return CBORFactory.builder().streamReadConstraints(LIMITS).build();
        }

        @Override
        ByteString readBlob(JsonParser parser) throws IOException, Unreadable {
            if (parser.currentToken() != JsonToken.VALUE_EMBEDDED_OBJECT) {
                throw Mismatch.of(parser, "a Blob");
            }
            return UnsafeByteOperations.unsafeWrap(parser.getBinaryValue());
        }

        @Override
        long readTime(JsonParser parser) throws IOException, Unreadable {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw Mismatch.of(parser, "a Timestamp");
            }
            return parser.getLongValue();
        }

        @Override
        void writeBlob(JsonGenerator generator, ByteString bytes) throws IOException {
            generator.writeBinary(bytes.toByteArray());
        }

        @Override
        void writeTime(JsonGenerator generator, long epochMillis) throws IOException {
            ((CBORGenerator) generator).writeTag(TAG_EPOCH);
            generator.writeNumber(epochMillis);
        }
    };

    /** Members that no model knows are skipped, however deep, but not deeper than this. */
    private static final int DEPTH_MAX = 64;

    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build();
    private static final int BASE64_GROUP = 4;
    private static final int MILLIS_DIGITS = 3;
    private static final double MILLIS_PER_SECOND = 1000;
    private static final int TAG_EPOCH = 1;

    abstract JsonFactory factory();

    abstract ByteString readBlob(JsonParser parser) throws IOException, Unreadable;

    abstract long readTime(JsonParser parser) throws IOException, Unreadable;

    abstract void writeBlob(JsonGenerator generator, ByteString bytes) throws IOException;

    abstract void writeTime(JsonGenerator generator, long epochMillis) throws IOException;
}
