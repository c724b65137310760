package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Looks into the cluster and moves its leaders, from any node. Deadlines are times of {@link
 * System#nanoTime()}. Futures fail with {@code ProposeFailure}, or with {@link Refusal} when what is
 * asked for cannot be.
 */
public interface Administration {
    /** The nodes, in order of id. */
    CompletableFuture<ClusterStatus> nodes(long deadlineNanos);

    /** The tablets, in order of number. */
    CompletableFuture<List<TabletStatus>> tablets(long deadlineNanos);

    /** Hands the lead of a tablet to a node; done when that node leads it. */
    CompletableFuture<Void> transfer(TabletId tablet, NodeId to, long deadlineNanos);

    /** Moves every lead away from a node and keeps leads away; or ends that. Tells how many were moved. */
    CompletableFuture<Integer> drain(NodeId node, boolean undrain, long deadlineNanos);

    /** Adds data tablets to the pool; tells their numbers. */
    CompletableFuture<List<TabletId>> addTablets(int count, RequestId requestId, long deadlineNanos);

    /** Compares all replicas of a tablet, row by row. */
    CompletableFuture<Comparison> compare(TabletId tablet, long deadlineNanos);

    /** The cluster and its nodes. */
    record ClusterStatus(String clusterId, List<NodeStatus> nodes) {
        public ClusterStatus {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A node as this node sees it; figures of one that does not answer are 0 and texts empty.
     *
     * @param grpcAddress {@code host:port}, as are the other addresses
     */
    record NodeStatus(
            NodeId node,
            String grpcAddress,
            String httpAddress,
            String peerAddress,
            boolean reachable,
            boolean draining,
            int tabletsLed,
            int tabletsHeld,
            long uptimeMillis,
            String version) {}

    /** A tablet as its replicas describe it. */
    record TabletStatus(
            TabletId tablet, Optional<NodeId> leader, long term, long resources, List<ReplicaStatus> replicas) {
        public TabletStatus {
            replicas = List.copyOf(replicas);
        }
    }

    /**
     * A replica; figures of a node that does not answer are 0.
     *
     * @param role {@code LEADER}, {@code FOLLOWER}, {@code CANDIDATE} or {@code STARTING}
     * @param snapshotIndex up to which its state is on its own disk
     * @param lagEntries by which it is behind the leader's commit index
     */
    record ReplicaStatus(
            NodeId node,
            boolean reachable,
            String role,
            long commitIndex,
            long appliedIndex,
            long snapshotIndex,
            long lagEntries) {}

    /** What is asked for cannot be. It carries no stack trace, for it is an answer. */
    final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final Reason reason;

        /** Refuses, with a text for the one who asked. */
        public Refusal(Reason reason, String text) {
            super(text, null, false, false);
            this.reason = reason;
        }

        /** Why. */
        public Reason reason() {
            return reason;
        }

        /** Why something cannot be. */
        public enum Reason {
            /** There is no such node or tablet. */
            MISSING,
            /** It makes no sense, whatever the cluster's state. */
            INVALID,
            /** Not in the cluster's present state. */
            CONFLICT
        }
    }
}
