package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.TabletStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replicas at rest are alike, and every way of being otherwise is caught. */
final class ReplicaCheckTest {
    private final ReplicaCheck check = new ReplicaCheck(2);

    @Test
    void equalReplicasBreakNothing() {
        assertThat(check.check(List.of(tablet("n1", replica(7, 7), replica(7, 7)))))
                .isEmpty();
    }

    @Test
    void aReplicaBehindIsCaught() {
        assertThat(check.check(List.of(tablet("n1", replica(7, 7), replica(7, 6)))))
                .hasSize(1);
    }

    @Test
    void aReplicaAheadOfTheCommitIsCaught() {
        assertThat(check.check(List.of(tablet("n1", replica(7, 8), replica(7, 7)))))
                .hasSize(1);
    }

    @Test
    void aTabletWithoutLeaderOrReplicasIsCaught() {
        assertThat(check.check(List.of(tablet("", replica(7, 7))))).hasSize(2);
        assertThat(check.check(List.of())).hasSize(1);
    }

    private static ReplicaStatus replica(long commit, long applied) {
        return ReplicaStatus.newBuilder()
                .setReachable(true)
                .setCommitIndex(commit)
                .setAppliedIndex(applied)
                .build();
    }

    private static TabletStatus tablet(String leader, ReplicaStatus... replicas) {
        return TabletStatus.newBuilder()
                .setLeaderNodeId(leader)
                .addAllReplicas(List.of(replicas))
                .build();
    }
}
