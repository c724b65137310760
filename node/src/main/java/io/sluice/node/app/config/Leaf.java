package io.sluice.node.app.config;

import io.sluice.node.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/** Reads one value from its text into the type of its record component. */
final class Leaf {
    private Leaf() {}

    /** Throws IllegalArgumentException in words for the author when the text is not of the type. */
    static Object parse(Class<?> type, String text) {
        if (type == String.class) {
            return text;
        }
        if (type == int.class) {
            return integer(text);
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        }
        if (type == DataSize.class) {
            return DataSize.parse(text);
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (type == NodeId.class) {
            return new NodeId(text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        throw new IllegalStateException("no reader for configuration values of " + type);
    }

    private static Object integer(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notWhole) {
            throw new IllegalArgumentException("'" + text + "' is not a whole number", notWhole);
        }
    }

    private static Object constant(Class<?> type, String text) {
        Object[] constants = type.getEnumConstants();
        for (Object constant : constants) {
            if (constant.toString().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is none of "
                + String.join(
                        ", ",
                        Arrays.stream(constants)
                                .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
                                .toList()));
    }
}
