package io.sluice.node.state.queue;

/** Which schedule is due. */
public record ScheduleDueRow(String id) {}
