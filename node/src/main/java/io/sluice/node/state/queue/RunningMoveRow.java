package io.sluice.node.state.queue;

/** The number of the move that is under way in a queue. */
public record RunningMoveRow(long number) {}
