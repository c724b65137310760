package io.sluice.node.command;

import java.util.Optional;

/**
 * A move out of a queue, as it is listed.
 *
 * @param destination name of the queue that messages go to; empty: each to where it came from
 * @param perSecond as asked for; 0 when it was not
 * @param toMove messages that were visible when it began
 * @param moved messages that have arrived
 * @param failure empty unless it failed
 * @param picking how it picks its messages; absent when it takes what comes
 */
public record MoveEntry(
        long number,
        MoveState state,
        String destination,
        int perSecond,
        long startedMillis,
        long toMove,
        long moved,
        String failure,
        Optional<Picking> picking) {
    /** A move that takes what comes. */
    public MoveEntry(
            long number,
            MoveState state,
            String destination,
            int perSecond,
            long startedMillis,
            long toMove,
            long moved,
            String failure) {
        this(number, state, destination, perSecond, startedMillis, toMove, moved, failure, Optional.empty());
    }
}
