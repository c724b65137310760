package io.sluice.node.model;

/** Number of a queue, topic or stream in its cluster; given by the catalog and never used twice. */
public record ResourceId(long value) implements Comparable<ResourceId> {
    @Override
    public int compareTo(ResourceId other) {
        return Long.compareUnsigned(value, other.value);
    }

    @Override
    public String toString() {
        return "r" + value;
    }
}
