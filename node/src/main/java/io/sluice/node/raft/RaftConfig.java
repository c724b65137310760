package io.sluice.node.raft;

import io.sluice.node.model.Invariant;
import io.sluice.node.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one node takes part in consensus.
 *
 * @param node this node
 * @param clusterId identity of the cluster, from which the identities of its tablets' groups follow
 * @param peers host and port of Raft on every node, this one included
 * @param bindHost interface on which this node listens, at the port that its entry in {@code peers} names
 * @param directory where logs and rows live; one folder per tablet
 * @param electionMin a follower waits at least this long for its leader before it campaigns
 * @param electionMax and at most this long
 * @param tls with what the log travels between nodes; empty: in the clear
 */
public record RaftConfig(
        NodeId node,
        String clusterId,
        SortedMap<NodeId, String> peers,
        String bindHost,
        Path directory,
        Duration electionMin,
        Duration electionMax,
        RaftLimits limits,
        Optional<PeerTls> tls) {
    public RaftConfig {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        Invariant.check(peers.containsKey(node), "a node is one of its own peers");
        Invariant.check(electionMin.compareTo(electionMax) < 0, "election timeouts have a spread");
    }

    /** With defaults, bound to the host by which peers know this node. */
    public static RaftConfig of(NodeId node, String clusterId, SortedMap<NodeId, String> peers, Path directory) {
        String own = peers.getOrDefault(node, "");
        return new RaftConfig(
                node,
                clusterId,
                peers,
                own.substring(0, Math.max(0, own.lastIndexOf(':'))),
                directory,
                Duration.ofMillis(600),
                Duration.ofMillis(900),
                RaftLimits.defaults(),
                Optional.empty());
    }

    /** The same with other limits. */
    public RaftConfig with(RaftLimits others) {
        return new RaftConfig(node, clusterId, peers, bindHost, directory, electionMin, electionMax, others, tls);
    }

    /** The port on which this node listens. */
    int port() {
        String own = address(node);
        return Integer.parseInt(own.substring(own.lastIndexOf(':') + 1));
    }

    /** Host and port of a node. */
    String address(NodeId of) {
        String address = peers.get(of);
        if (address == null) {
            throw new IllegalArgumentException("node " + of + " is not among the peers " + peers.keySet());
        }
        return address;
    }
}
