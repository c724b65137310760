package io.sluice.node.state.queue;

import io.sluice.node.command.MoveState;
import io.sluice.node.command.Picking;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.model.Limits;
import java.util.Optional;

/**
 * A move of messages out of a queue.
 *
 * @param failure empty unless it failed
 * @param picking how it picks its messages; absent when it takes what comes
 */
public record MoveRow(MoveState state, Terms terms, Progress progress, String failure, Optional<Picking> picking) {
    /**
     * What was asked for.
     *
     * @param destination absent: each message goes to the queue that it is a dead letter of
     * @param perSecond as asked for; 0 when it was not
     * @param toMove messages that were visible when it began: it moves no more than these
     */
    public record Terms(Optional<Destination> destination, int perSecond, long startedMillis, long toMove) {}

    /**
     * How far it is.
     *
     * @param moved messages that have arrived
     * @param underWay messages that have left for another tablet and have not been taken there yet
     * @param paidMillis log time up to which the rate is used up
     */
    public record Progress(long moved, long underWay, long paidMillis) {}

    /** A move that begins at a log time. */
    public static MoveRow begin(Terms terms, Optional<Picking> picking) {
        return new MoveRow(MoveState.RUNNING, terms, new Progress(0, 0, terms.startedMillis), "", picking);
    }

    /** See {@link Terms}. */
    public Optional<Destination> destination() {
        return terms.destination;
    }

    /** See {@link Terms}. */
    public int perSecond() {
        return terms.perSecond;
    }

    /** See {@link Terms}. */
    public long startedMillis() {
        return terms.startedMillis;
    }

    /** See {@link Terms}. */
    public long toMove() {
        return terms.toMove;
    }

    /** See {@link Progress}. */
    public long moved() {
        return progress.moved;
    }

    /** See {@link Progress}. */
    public long underWay() {
        return progress.underWay;
    }

    /** See {@link Progress}. */
    public long paidMillis() {
        return progress.paidMillis;
    }

    /** The same move in another state. */
    public MoveRow in(MoveState other) {
        return new MoveRow(other, terms, progress, failure, picking);
    }

    /** The same move, failed. */
    public MoveRow failed(String why) {
        return new MoveRow(MoveState.FAILED, terms, progress, why, picking);
    }

    /** The same move to another queue. */
    public MoveRow to(Destination other) {
        Terms changed = new Terms(Optional.of(other), terms.perSecond, terms.startedMillis, terms.toMove);
        return new MoveRow(state, changed, progress, failure, picking);
    }

    /** The same move after more messages have arrived and left. */
    public MoveRow counted(long arrived, long left, long paidUntilMillis) {
        Progress further = new Progress(progress.moved + arrived, progress.underWay + left, paidUntilMillis);
        return new MoveRow(state, terms, further, failure, picking);
    }

    /** The same move picking from somewhere else. */
    public MoveRow picking(Picking newPicking) {
        return new MoveRow(state, terms, progress, failure, Optional.of(newPicking));
    }

    /** Messages that it may still take out of the queue; of one that picks, some while there are some to look at. */
    public long left() {
        if (picking.isPresent()) {
            return picking.get().done() ? 0 : Limits.MOVED_PER_TURN_MAX;
        }
        return Math.max(0, terms.toMove - progress.moved - progress.underWay);
    }
}
