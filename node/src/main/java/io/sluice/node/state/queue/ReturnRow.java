package io.sluice.node.state.queue;

/** The return of a message: it is visible again, and waits behind those that returned before it. */
public record ReturnRow(long sequence) {}
