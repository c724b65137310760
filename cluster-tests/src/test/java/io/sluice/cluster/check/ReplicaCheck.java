package io.sluice.cluster.check;

import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.ReplicaDigest;
import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.api.v1.TabletStatus;
import java.util.ArrayList;
import java.util.List;

/** C2: at rest every replica has applied all that is committed, and at one index all have the same rows. */
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

    /** What the digests of one tablet's replicas say; the nodes' own verdict is not believed. */
    public List<Violation> check(int tabletId, CompareReplicasResponse compared) {
        List<Violation> violations = new ArrayList<>();
        String name = "tablet " + tabletId;
        if (compared.getReplicasCount() != replicas) {
            violations.add(new Violation("C2", name + " has digests of " + compared.getReplicasCount() + " replicas"));
        }
        if (differ(compared)) {
            violations.add(new Violation("C2", name + " has replicas that differ: " + compared));
        } else if (compared.getReplicasList().stream().anyMatch(replica -> !isComplete(replica))) {
            violations.add(new Violation("C2", name + " has a replica without digest: " + compared));
        } else if (indices(compared) > 1) {
            violations.add(new Violation("C2", name + " has replicas at different indices: " + compared));
        } else if (violations.isEmpty() && compared.getVerdict() != ReplicaVerdict.REPLICA_VERDICT_EQUAL) {
            violations.add(new Violation("C2", name + " has equal replicas, which its nodes do not say: " + compared));
        }
        return List.copyOf(violations);
    }

    /** True when two replicas differ at one index: no waiting makes that good. */
    public static boolean differ(CompareReplicasResponse compared) {
        long distinct = compared.getReplicasList().stream()
                .filter(ReplicaCheck::isComplete)
                .map(replica -> List.of(replica.getIndex(), replica.getTerm(), replica.getRows(), replica.getSha256()))
                .distinct()
                .count();
        return distinct > indices(compared) || compared.getVerdict() == ReplicaVerdict.REPLICA_VERDICT_DIFFERENT;
    }

    private static long indices(CompareReplicasResponse compared) {
        return compared.getReplicasList().stream()
                .filter(ReplicaCheck::isComplete)
                .map(ReplicaDigest::getIndex)
                .distinct()
                .count();
    }

    private static boolean isComplete(ReplicaDigest replica) {
        return replica.getProblem().isEmpty() && !replica.getSha256().isEmpty();
    }
}
