package io.sluice.node.state.queue;

/** The sequence that a message has here which was sent to another queue. */
public record TraceArrivalRow(long sequence) {}
