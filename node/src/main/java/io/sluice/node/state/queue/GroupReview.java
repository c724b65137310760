package io.sluice.node.state.queue;
/** Where a look at the message groups that are shut has come to, in the order of when they wake. */
public record GroupReview(long dueMillis, long number) {}
