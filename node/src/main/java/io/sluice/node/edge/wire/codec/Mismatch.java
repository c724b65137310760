package io.sluice.node.edge.wire.codec;

import com.fasterxml.jackson.core.JsonParser;

/** AWS's words for a value of another kind than its shape, by what clients have seen of Kinesis. */
final class Mismatch {
    private static final int QUOTED_CHARS_MAX = 128;

    private Mismatch() {}

    /** The value at which the parser stands is not what is wanted, for example {@code an Integer}. */
    static Unreadable of(JsonParser parser, String wanted) {
        return switch (parser.currentToken()) {
            case START_ARRAY -> new Unreadable("Start of list found where not expected");
            case START_OBJECT -> new Unreadable("Start of structure or map found where not expected.");
            case VALUE_STRING -> converted("class java.lang.String", wanted);
            case VALUE_TRUE, VALUE_FALSE -> converted("class java.lang.Boolean", wanted);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                converted("class com.amazon.coral.value.json.numbers.TruncatingBigNumber", wanted);
            case VALUE_EMBEDDED_OBJECT -> converted("class java.nio.HeapByteBuffer", wanted);
            default -> new Unreadable("Unexpected token where a value was expected");
        };
    }

    private static Unreadable converted(String from, String wanted) {
        return new Unreadable(from + " can not be converted to " + wanted);
    }

    /** As much of a text as an error may quote. */
    static String cut(String text) {
        return text.length() <= QUOTED_CHARS_MAX ? text : text.substring(0, QUOTED_CHARS_MAX);
    }
}
