package io.sluice.node.command;

/** How a message group that has messages stands. The number travels between nodes and never changes. */
public enum GroupState {
    /** A receive can have messages. */
    READY(1),
    /** All messages are in flight. */
    BUSY(2),
    /** Messages wait behind one in flight. */
    BLOCKED(3),
    /** All messages wait for the queue's delay. */
    DELAYED(4),
    /** No message is given until the group is resumed. */
    PARKED(5),
    /** Messages wait, and a limit of the group keeps them. */
    LIMITED(6);

    private final int number;

    GroupState(int number) {
        this.number = number;
    }

    /** The number between nodes. */
    public int number() {
        return number;
    }

    /** The state with this number. */
    public static GroupState of(int number) {
        for (GroupState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a group has the number " + number);
    }
}
