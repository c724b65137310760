package io.sluice.node.state.queue;

/**
 * A message that was received or is delayed.
 *
 * @param leases how often it was received; the number of its newest lease
 * @param dueMillis log time at which the lease or the delay ends; meaningless when returned
 * @param returnNumber when returned, the number of its return; otherwise 0
 */
public record HeldRow(
        State state,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        long dueMillis,
        long returnNumber) {
    /** A message that is hidden. */
    public HeldRow(State state, long leases, long firstReceivedMillis, long lastReceivedMillis, long dueMillis) {
        this(state, leases, firstReceivedMillis, lastReceivedMillis, dueMillis, 0);
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
