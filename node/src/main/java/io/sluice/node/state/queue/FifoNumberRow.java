package io.sluice.node.state.queue;

/** The number of a message group, under its name or under its place in the order of ready groups. */
public record FifoNumberRow(long number) {}
