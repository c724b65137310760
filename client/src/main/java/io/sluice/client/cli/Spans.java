package io.sluice.client.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as they are typed. */
final class Spans {
    private static final Pattern SPAN = Pattern.compile("([0-9]{1,9})(s|m|h|d)");

    private Spans() {}

    /**
     * Reads a span such as {@code 90s}.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Duration parse(String text) {
        Matcher match = SPAN.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("a span is such as 90s, 15m, 12h or 400d, not " + text);
        }
        long count = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }
}
