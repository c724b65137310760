package io.sluice.node.state.queue;

import io.sluice.node.command.MoveState;
import io.sluice.node.command.Picking;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.model.Limits;
import java.util.Optional;

/**
 * A move of messages out of a queue.
 *
 * @param destination absent: each message goes to the queue that it is a dead letter of
 * @param perSecond as asked for; 0 when it was not
 * @param toMove messages that were visible when it began: it moves no more than these
 * @param moved messages that have arrived
 * @param underWay messages that have left for another tablet and have not been taken there yet
 * @param paidMillis log time up to which the rate is used up
 * @param failure empty unless it failed
 * @param picking how it picks its messages; absent when it takes what comes
 */
public record MoveRow(
        MoveState state,
        Optional<Destination> destination,
        int perSecond,
        long startedMillis,
        long toMove,
        long moved,
        long underWay,
        long paidMillis,
        String failure,
        Optional<Picking> picking) {
    /** A move that takes what comes. */
    public MoveRow(
            MoveState state,
            Optional<Destination> destination,
            int perSecond,
            long startedMillis,
            long toMove,
            long moved,
            long underWay,
            long paidMillis,
            String failure) {
        this(
                state,
                destination,
                perSecond,
                startedMillis,
                toMove,
                moved,
                underWay,
                paidMillis,
                failure,
                Optional.empty());
    }

    /** The same move in another state. */
    public MoveRow in(MoveState other) {
        return new MoveRow(
                other, destination, perSecond, startedMillis, toMove, moved, underWay, paidMillis, failure, picking);
    }

    /** The same move, failed. */
    public MoveRow failed(String why) {
        return new MoveRow(
                MoveState.FAILED,
                destination,
                perSecond,
                startedMillis,
                toMove,
                moved,
                underWay,
                paidMillis,
                why,
                picking);
    }

    /** The same move after more messages have arrived and left. */
    public MoveRow counted(long arrived, long left, long paidUntilMillis) {
        return new MoveRow(
                state,
                destination,
                perSecond,
                startedMillis,
                toMove,
                moved + arrived,
                underWay + left,
                paidUntilMillis,
                failure,
                picking);
    }

    /** The same move picking from somewhere else. */
    public MoveRow picking(Picking newPicking) {
        return new MoveRow(
                state,
                destination,
                perSecond,
                startedMillis,
                toMove,
                moved,
                underWay,
                paidMillis,
                failure,
                Optional.of(newPicking));
    }

    /** Messages that it may still take out of the queue; of one that picks, some while there are some to look at. */
    public long left() {
        if (picking.isPresent()) {
            return picking.get().done() ? 0 : Limits.MOVED_PER_TURN_MAX;
        }
        return Math.max(0, toMove - moved - underWay);
    }
}
