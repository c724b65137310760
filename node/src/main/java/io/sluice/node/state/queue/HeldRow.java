package io.sluice.node.state.queue;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.Life;

/**
 * A message that was received or is delayed.
 *
 * @param leases how often it was received; the number of its newest lease
 * @param dueMillis log time at which the lease or the delay ends; meaningless when returned
 * @param returnNumber when returned, the number of its return; otherwise 0
 * @param life what else is known of it
 * @param rank whose message it is, and how urgent
 */
public record HeldRow(
        State state,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        long dueMillis,
        long returnNumber,
        Life life,
        Rank rank) {
    /** A message of no special rank. */
    public HeldRow(
            State state,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            long dueMillis,
            long returnNumber,
            Life life) {
        this(state, leases, firstReceivedMillis, lastReceivedMillis, dueMillis, returnNumber, life, Rank.PLAIN);
    }

    /** A message of which nothing else is known. */
    public HeldRow(
            State state,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            long dueMillis,
            long returnNumber) {
        this(state, leases, firstReceivedMillis, lastReceivedMillis, dueMillis, returnNumber, Life.PLAIN);
    }

    /** A message that is hidden. */
    public HeldRow(State state, long leases, long firstReceivedMillis, long lastReceivedMillis, long dueMillis) {
        this(state, leases, firstReceivedMillis, lastReceivedMillis, dueMillis, 0);
    }

    /** The same message leased for longer or shorter. */
    public HeldRow leasedUntil(long newDueMillis, Life newLife) {
        return new HeldRow(
                State.LEASED, leases, firstReceivedMillis, lastReceivedMillis, newDueMillis, 0, newLife, rank);
    }

    /** The same message visible again. */
    public HeldRow returned(long newReturnNumber, Life newLife) {
        return new HeldRow(
                State.RETURNED, leases, firstReceivedMillis, lastReceivedMillis, 0, newReturnNumber, newLife, rank);
    }

    /** The receive that it is in now, as one that has failed. */
    public Attempt failedAt(long nowMillis, String reason) {
        return new Attempt(leases, lastReceivedMillis, nowMillis, life.holder(), reason);
    }

    /** Why a message is held. The number is written to disk and never changes. */
    public enum State {
        /** Not yet visible. */
        DELAYED(1),
        /** Somebody has it. */
        LEASED(2),
        /** Visible again. */
        RETURNED(3);

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
            throw new IllegalStateException("no held state has the number " + number);
        }
    }
}
