package io.sluice.node.state.tablet;

/** How far the tablet is: Raft term and index of the last applied entry, its log time, the dialect. */
public record AppliedRow(long term, long index, long millis, int format) {}
