package io.sluice.node.command;

/** What a message that is looked at is up to. The number travels between nodes and never changes. */
public enum BrowsedState {
    /** A receive could have it, or could once those before it in its group are done. */
    VISIBLE(1),
    /** Somebody has it. */
    IN_FLIGHT(2),
    /** It is not due yet. */
    DELAYED(3);

    private final int number;

    BrowsedState(int number) {
        this.number = number;
    }

    /** The number between nodes. */
    public int number() {
        return number;
    }

    /** The state with this number. */
    public static BrowsedState of(int number) {
        for (BrowsedState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a browsed message has the number " + number);
    }
}
