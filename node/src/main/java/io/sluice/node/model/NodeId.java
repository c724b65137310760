package io.sluice.node.model;

/** Name of a node, such as {@code n1}: 1 to 40 letters, digits and hyphens, chosen in its configuration. */
public record NodeId(String value) implements Comparable<NodeId> {
    public NodeId {
        if (!value.matches("[A-Za-z0-9-]{1,40}")) {
            throw new IllegalArgumentException("node id '" + value + "' must be 1 to 40 letters, digits or hyphens");
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
