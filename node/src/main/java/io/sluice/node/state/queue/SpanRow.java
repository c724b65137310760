package io.sluice.node.state.queue;

/** Log time of the first message of a span of sequences; the next span begins a second later or more. */
public record SpanRow(long firstMillis) {}
