package io.sluice.node.state.queue;

import io.sluice.node.command.MoveState;
import io.sluice.node.command.QueueCommand.Destination;
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
        String failure) {
    /** The same move in another state. */
    public MoveRow in(MoveState other) {
        return new MoveRow(other, destination, perSecond, startedMillis, toMove, moved, underWay, paidMillis, failure);
    }

    /** The same move, failed. */
    public MoveRow failed(String why) {
        return new MoveRow(
                MoveState.FAILED, destination, perSecond, startedMillis, toMove, moved, underWay, paidMillis, why);
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
                failure);
    }

    /** Messages that it may still take out of the queue. */
    public long left() {
        return Math.max(0, toMove - moved - underWay);
    }
}
