package io.sluice.node.command;

import java.util.Optional;

/**
 * A message that is in no queue, with all that is known of it, so that it can be put into one or back.
 *
 * @param sentMillis log time of its send
 * @param leases how often it was received
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 * @param place where it stood, if the queue that it has left is a FIFO queue
 * @param life what else is known of it
 */
public record Letter(
        Origin origin,
        long sentMillis,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        Bytes payload,
        Optional<Place> place,
        Life life) {
    /** A message of which nothing else is known. */
    public Letter(
            Origin origin,
            long sentMillis,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            Bytes payload,
            Optional<Place> place) {
        this(origin, sentMillis, leases, firstReceivedMillis, lastReceivedMillis, payload, place, Life.PLAIN);
    }

    /**
     * The place of a message in a FIFO queue.
     *
     * @param group its message group
     * @param sequence its sequence in the queue that it has left
     */
    public record Place(String group, long sequence) {}

    /** The same message come from somewhere else. */
    public Letter from(Origin newOrigin) {
        return new Letter(newOrigin, sentMillis, leases, firstReceivedMillis, lastReceivedMillis, payload, place, life);
    }

    /** The same message with nothing else known of it. */
    public Letter plain() {
        return new Letter(origin, sentMillis, leases, firstReceivedMillis, lastReceivedMillis, payload, place);
    }

    /** Its message group; empty when the queue that it has left has none. */
    public String group() {
        return place.map(Place::group).orElse("");
    }
}
