package io.sluice.node.state.queue;

/** An event in the order of time: when, of which message, and the arrival that goes with it, or nothing. */
public record TraceLogRow(long millis, long sequence, String origin) {}
