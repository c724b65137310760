package io.sluice.node.edge.wire.shape;

/** What a length, a size or a number may be, both ends included; the widest range where a model says nothing. */
public record Bounds(long min, long max) {
    /** No bounds. */
    public static final Bounds NONE = new Bounds(Long.MIN_VALUE, Long.MAX_VALUE);
}
