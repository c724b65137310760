package io.sluice.node.leader;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.peer.v1.ReplicaReport;
import io.sluice.peer.v1.StatusResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Finds tablets in which a replica stands still behind a leader that stands still too. It happens to
 * a replica that lost the end of its log, which it had acknowledged: the leader counts those entries as
 * delivered and sends them again only when a further entry does not join (Ratis 3.3.0,
 * {@code LogAppenderBase.getNextIndexForInconsistency}). A tablet without traffic has no further entry.
 */
final class Stragglers {
    private Map<Place, Standing> seenBefore = Map.of();

    /** A replica. */
    private record Place(TabletId tablet, NodeId node) {}

    /** How far a replica is, and how far its leader. */
    private record Standing(long applied, long committed) {}

    /** The tablets with a replica that was as far behind in the look before this one. */
    Set<TabletId> look(SortedMap<NodeId, StatusResponse> statuses) {
        Map<TabletId, Long> commits = commits(statuses);
        Map<Place, Standing> seen = new HashMap<>();
        Set<TabletId> found = new TreeSet<>();
        statuses.forEach((node, status) -> {
            for (ReplicaReport replica : status.getReplicasList()) {
                TabletId tablet = new TabletId(replica.getTablet());
                long committed = commits.getOrDefault(tablet, Long.MIN_VALUE);
                if (replica.getAppliedIndex() < committed) {
                    Place place = new Place(tablet, node);
                    Standing standing = new Standing(replica.getAppliedIndex(), committed);
                    seen.put(place, standing);
                    if (standing.equals(seenBefore.get(place))) {
                        found.add(tablet);
                    }
                }
            }
        });
        seenBefore = seen;
        return found;
    }

    /** What each leader has committed. */
    static Map<TabletId, Long> commits(SortedMap<NodeId, StatusResponse> statuses) {
        Map<TabletId, Long> commits = new HashMap<>();
        for (StatusResponse status : statuses.values()) {
            for (ReplicaReport replica : status.getReplicasList()) {
                if (replica.getRole().equals("LEADER")) {
                    commits.merge(new TabletId(replica.getTablet()), replica.getCommitIndex(), Math::max);
                }
            }
        }
        return commits;
    }
}
