package io.sluice.client;

import java.util.List;

/**
 * A tablet as its replicas describe it.
 *
 * @param tabletId 0 is the catalog
 * @param leaderNodeId empty when it has no leader
 * @param term Raft term
 * @param resources how many resources live on it
 * @param replicas in order of node id
 */
public record TabletInfo(int tabletId, String leaderNodeId, long term, long resources, List<Replica> replicas) {

    public TabletInfo {
        replicas = List.copyOf(replicas);
    }

    /**
     * A replica.
     *
     * @param nodeId the node that holds it
     * @param reachable the node answered; the figures are 0 otherwise
     * @param role {@code LEADER}, {@code FOLLOWER}, {@code CANDIDATE} or {@code STARTING}
     * @param commitIndex last entry known to be on a majority
     * @param appliedIndex last entry applied to its state
     * @param snapshotIndex up to which its state is on its own disk
     * @param lagEntries entries by which it is behind the leader's commit index
     */
    public record Replica(
            String nodeId,
            boolean reachable,
            String role,
            long commitIndex,
            long appliedIndex,
            long snapshotIndex,
            long lagEntries) {}
}
