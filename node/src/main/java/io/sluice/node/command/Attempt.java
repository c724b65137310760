package io.sluice.node.command;

/**
 * A receive of a message that came to nothing.
 *
 * @param receive its number among the receives of the message, from 1
 * @param receivedMillis log time of the receive
 * @param endedMillis log time at which it had failed
 * @param consumer who had received, as far as he says; else empty
 * @param reason why, as far as it was given; else {@link #RELEASED} or {@link #TIMED_OUT}
 */
public record Attempt(long receive, long receivedMillis, long endedMillis, String consumer, String reason) {
    /** It was given back without a word. */
    public static final String RELEASED = "released";

    /** Nothing was heard until the lease was over. */
    public static final String TIMED_OUT = "timeout";
}
