package io.sluice.node.command;

/**
 * Why a receive brings fewer messages than could be had. A short poll of a standard queue that can have none because as
 * many are in flight as may be is refused instead, as AWS does. The number travels between nodes and never changes.
 */
public enum Withheld {
    /** Nothing was kept back. */
    NOTHING(0, ""),
    /** The queue is paused. */
    PAUSED(1, "paused"),
    /** The queue's rate is used up. */
    RATE(2, "rate"),
    /** The queue's own limit of messages in flight is reached. */
    IN_FLIGHT(3, "in-flight"),
    /** The queue has as many in flight as its attribute {@code InFlightLimit} allows, or as any may have. */
    QUEUE_IN_FLIGHT(4, "queue-in-flight"),
    /** What is there is of message groups that are parked or at a limit of theirs. */
    GROUPS(5, "groups"),
    /** So many messages have come to the end of their time at once that not all are dropped yet: ask again. */
    EXPIRING(6, "expiring");

    private final int number;
    private final String text;

    Withheld(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number between nodes. */
    public int number() {
        return number;
    }

    /** What users read; empty for nothing. */
    public String text() {
        return text;
    }

    /** The reason with this number. */
    public static Withheld of(int number) {
        for (Withheld reason : values()) {
            if (reason.number == number) {
                return reason;
            }
        }
        throw new IllegalArgumentException("nothing is withheld for reason " + number);
    }
}
