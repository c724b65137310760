package io.sluice.cluster.check;

import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.TabletStatus;
import java.util.ArrayList;
import java.util.List;

/** C2, as far as a cluster tells by itself: at rest every replica has applied all that is committed. */
public final class ReplicaCheck {
    private final int replicas;

    /** A check that expects so many replicas of every tablet. */
    public ReplicaCheck(int replicas) {
        this.replicas = replicas;
    }

    /** What differs; to be asked again until a deadline, for followers learn of a commit late. */
    public List<Violation> check(List<TabletStatus> tablets) {
        List<Violation> violations = new ArrayList<>();
        if (tablets.isEmpty()) {
            violations.add(new Violation("C2", "there is no tablet"));
        }
        for (TabletStatus tablet : tablets) {
            String name = "tablet " + tablet.getTabletId();
            if (tablet.getLeaderNodeId().isEmpty()) {
                violations.add(new Violation("C2", name + " has no leader"));
            }
            if (tablet.getReplicasCount() != replicas) {
                violations.add(new Violation("C2", name + " has " + tablet.getReplicasCount() + " replicas"));
            }
            long commit = tablet.getReplicasList().stream()
                    .mapToLong(ReplicaStatus::getCommitIndex)
                    .max()
                    .orElse(0);
            for (ReplicaStatus replica : tablet.getReplicasList()) {
                if (!replica.getReachable() || replica.getAppliedIndex() != commit) {
                    violations.add(new Violation(
                            "C2", name + " is committed to " + commit + ", but a replica is otherwise: " + replica));
                }
            }
        }
        return List.copyOf(violations);
    }
}
