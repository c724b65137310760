package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The nodes of the cluster as the configuration names them, and which of them this process is. */
public final class Members {
    private final NodeId self;
    private final SortedMap<NodeId, NodeAddress> addresses;

    /** Members, of which {@code self} must be one. */
    public Members(NodeId self, List<NodeAddress> addresses) {
        this.self = self;
        SortedMap<NodeId, NodeAddress> sorted = new TreeMap<>();
        addresses.forEach(address -> sorted.put(address.node(), address));
        if (!sorted.containsKey(self)) {
            throw new IllegalArgumentException("node " + self + " is not among the members " + sorted.keySet());
        }
        this.addresses = Collections.unmodifiableSortedMap(sorted);
    }

    /** This node. */
    public NodeId self() {
        return self;
    }

    /** All nodes, in order of id. */
    public List<NodeId> all() {
        return List.copyOf(addresses.keySet());
    }

    /** All nodes but this one. */
    public List<NodeId> others() {
        return addresses.keySet().stream().filter(node -> !node.equals(self)).toList();
    }

    /** Where a member is. */
    public NodeAddress address(NodeId node) {
        NodeAddress address = addresses.get(node);
        if (address == null) {
            throw new IllegalArgumentException("node " + node + " is not among the members " + addresses.keySet());
        }
        return address;
    }
}
