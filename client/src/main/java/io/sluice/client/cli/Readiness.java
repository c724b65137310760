package io.sluice.client.cli;

import io.sluice.client.ClusterInfo;
import io.sluice.client.TabletInfo;
import java.util.List;

/**
 * How far a cluster is from ready: ready means that it has data tablets, that every tablet has a leader,
 * and that every node answers, or as many as are to.
 */
record Readiness(int nodes, int nodesReachable, int tablets, int tabletsLed) {

    static Readiness of(ClusterInfo cluster, List<TabletInfo> tablets) {
        return new Readiness(
                cluster.nodes().size(),
                (int) cluster.nodes().stream()
                        .filter(ClusterInfo.Node::reachable)
                        .count(),
                tablets.size(),
                (int) tablets.stream()
                        .filter(tablet -> !tablet.leaderNodeId().isEmpty())
                        .count());
    }

    boolean ready() {
        return ready(nodes);
    }

    /** The same of a cluster of which some nodes are known to be dead. */
    boolean ready(int reachableMin) {
        // The catalog alone cannot hold a queue.
        return nodes > 0 && nodesReachable >= reachableMin && tablets > 1 && tabletsLed == tablets;
    }

    @Override
    public String toString() {
        return nodesReachable + " of " + nodes + " nodes reachable, " + tabletsLed + " of " + tablets + " tablets led";
    }
}
