package io.sluice.node.command;

/**
 * So many messages in so many seconds, evenly. What one second allows may come at once, and one message always may,
 * so any span of time sees at most its share and one second's worth more.
 *
 * @param messages 1 to 1,000,000
 * @param seconds 1 to 86,400
 */
public record Rate(int messages, int seconds) {
    private static final long MICROS_PER_SECOND = 1_000_000;

    public Rate {
        if (messages < 1 || messages > MICROS_PER_SECOND || seconds < 1) {
            throw new IllegalArgumentException("no rate: " + messages + " in " + seconds + " s");
        }
    }

    /** From one message to the next, in microseconds; at least 1. */
    public long intervalMicros() {
        return seconds * MICROS_PER_SECOND / messages;
    }

    /** How many may come at once after a while without any. */
    public long burst() {
        return Math.max(1, messages / seconds);
    }
}
