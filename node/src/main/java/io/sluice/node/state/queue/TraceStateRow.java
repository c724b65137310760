package io.sluice.node.state.queue;

/** What a queue counts of the traces that it keeps: the number of the next event, and the first that is kept. */
public record TraceStateRow(long next, long floor) {
    /** None, and never one. */
    public static final TraceStateRow EMPTY = new TraceStateRow(1, 1);
}
