package io.sluice.node.command;

/** How a move is (AWS: the status of a message move task). The number is stored and never changes. */
public enum MoveState {
    /** Messages are moved. */
    RUNNING(1),
    /** All are moved. */
    COMPLETED(2),
    /** No more messages leave; some are on their way. */
    CANCELLING(3),
    /** Stopped. */
    CANCELLED(4),
    /** Stopped by what its failure says. */
    FAILED(5);

    private final int number;

    MoveState(int number) {
        this.number = number;
    }

    /** The number on disk. */
    public int number() {
        return number;
    }

    /** True while it keeps others from being started. */
    public boolean isUnderWay() {
        return this == RUNNING || this == CANCELLING;
    }

    /** The state with this number on disk. */
    public static MoveState of(int number) {
        for (MoveState state : values()) {
            if (state.number == number) {
                return state;
            }
        }
        throw new IllegalArgumentException("no state of a move has the number " + number);
    }
}
