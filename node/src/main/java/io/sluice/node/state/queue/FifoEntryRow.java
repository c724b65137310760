package io.sluice.node.state.queue;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.Life;

/**
 * A message of a FIFO queue, whatever its state.
 *
 * @param group number of its message group
 * @param sentMillis log time of its send; its delay, which is the queue's, counts from there
 * @param leases how often it was received; the number of its newest lease
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 * @param dueMillis log time at which its lease ends; 0 when it is not leased
 * @param next sequence of the next message of its group, if that came while this one was fresh; else 0
 * @param previous of a fresh message that is not the first of its group's, the one before it; else without meaning
 * @param life what else is known of it
 */
public record FifoEntryRow(
        State state,
        long group,
        long sentMillis,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        long dueMillis,
        long next,
        long previous,
        Life life) {
    /** A message of which nothing else is known. */
    public FifoEntryRow(
            State state,
            long group,
            long sentMillis,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            long dueMillis,
            long next) {
        this(state, group, sentMillis, leases, firstReceivedMillis, lastReceivedMillis, dueMillis, next, 0, Life.PLAIN);
    }

    /** Where a message stands. The number is written to disk and never changes. */
    public enum State {
        /** Not yet visible. */
        DELAYED(1),
        /** Somebody has it. */
        LEASED(2),
        /** Visible again. */
        RETURNED(3),
        /** Visible, and never received. */
        FRESH(4);

        private final int number;

        State(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static State of(int number) {
            for (State state : values()) {
                if (state.number == number) {
                    return state;
                }
            }
            throw new IllegalStateException("no state of a FIFO message has the number " + number);
        }
    }

    /** The same message in another state, leased until a time or not at all. */
    public FifoEntryRow in(State newState, long newDueMillis) {
        return in(newState, newDueMillis, life);
    }

    /** The same message in another state, leased until a time or not at all, with something else known of it. */
    public FifoEntryRow in(State newState, long newDueMillis, Life newLife) {
        return new FifoEntryRow(
                newState,
                group,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                newDueMillis,
                next,
                previous,
                newLife);
    }

    /** A message that was received as often as this one, in a group and since a time. */
    public FifoEntryRow entered(State newState, long newGroup, long newSentMillis) {
        return new FifoEntryRow(
                newState, newGroup, newSentMillis, leases, firstReceivedMillis, lastReceivedMillis, 0, 0, 0, life);
    }

    /** The same message between two others of its group that are fresh; 0 for none. */
    public FifoEntryRow between(long newPrevious, long newNext) {
        return new FifoEntryRow(
                state,
                group,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                dueMillis,
                newNext,
                newPrevious,
                life);
    }

    /** The same message received once more. */
    public FifoEntryRow received(long nowMillis, long newDueMillis, String consumer) {
        long first = leases == 0 ? nowMillis : firstReceivedMillis;
        return new FifoEntryRow(
                State.LEASED,
                group,
                sentMillis,
                leases + 1,
                first,
                nowMillis,
                newDueMillis,
                next,
                previous,
                life.heldBy(consumer));
    }

    /** The receive that it is in now, as one that has failed. */
    public Attempt failedAt(long nowMillis, String reason) {
        return new Attempt(leases, lastReceivedMillis, nowMillis, life.holder(), reason);
    }
}
