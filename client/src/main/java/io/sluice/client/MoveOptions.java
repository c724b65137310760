package io.sluice.client;

/**
 * How messages of a dead-letter queue are moved.
 *
 * @param destinationArn the queue that they go to; empty: each to the queue that it is a dead letter of
 * @param messagesPerSecond 1 to 500; 0: as many as the cluster allows
 */
public record MoveOptions(String destinationArn, int messagesPerSecond) {
    /** Each message goes back to where it came from, as fast as the cluster allows. */
    public static MoveOptions back() {
        return new MoveOptions("", 0);
    }

    /** All messages go to one queue, as fast as the cluster allows. */
    public static MoveOptions to(String destinationArn) {
        return new MoveOptions(destinationArn, 0);
    }

    /** The same at a rate. */
    public MoveOptions atMost(int perSecond) {
        return new MoveOptions(destinationArn, perSecond);
    }
}
