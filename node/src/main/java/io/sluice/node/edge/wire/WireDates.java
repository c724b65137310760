package io.sluice.node.edge.wire;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The time of day as each answer tells it, in whole seconds. AWS's SDKs correct their clocks by it. The library's own
 * has days of one digit until the tenth, as the JDK's has, which RFC 9110 (5.6.7) rules out and not every client reads.
 * Thread-safe.
 */
public final class WireDates {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Clock clock;
    /** Thousands of answers tell the same second. */
    private volatile Told last = new Told(Long.MIN_VALUE, "");

    private record Told(long second, String text) {}

    /** Dates by this clock. */
    public WireDates(Clock clock) {
        this.clock = clock;
    }

    /** The present second. */
    public String now() {
        long second = Math.floorDiv(clock.millis(), 1_000L);
        Told told = last;
        if (told.second() != second) {
            told = new Told(second, FORMAT.format(Instant.ofEpochSecond(second)));
            last = told;
        }
        return told.text();
    }
}
