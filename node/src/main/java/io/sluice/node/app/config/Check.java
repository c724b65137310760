package io.sluice.node.app.config;

import java.time.Duration;

/** The ranges of keys; each method throws {@link ConfigException} with the key and the range. */
final class Check {
    private Check() {}

    static void holds(boolean holds, String key, String complaint) {
        if (!holds) {
            throw new ConfigException(key, complaint);
        }
    }

    static void range(String key, long value, long min, long max) {
        holds(value >= min && value <= max, key, value + " is outside " + min + " to " + max);
    }

    /** {@code min} and {@code max} are written as in the file. */
    static void range(String key, Duration value, String min, String max) {
        boolean inside = value.compareTo(Durations.parse(min)) >= 0 && value.compareTo(Durations.parse(max)) <= 0;
        holds(inside, key, Durations.text(value) + " is outside " + min + " to " + max);
    }

    /** {@code min} and {@code max} are written as in the file. */
    static void range(String key, DataSize value, String min, String max) {
        boolean inside = value.compareTo(DataSize.parse(min)) >= 0 && value.compareTo(DataSize.parse(max)) <= 0;
        holds(inside, key, value + " is outside " + min + " to " + max);
    }

    static void text(String key, String value, String pattern, String rule) {
        holds(value.matches(pattern), key, "'" + value + "' must be " + rule);
    }
}
