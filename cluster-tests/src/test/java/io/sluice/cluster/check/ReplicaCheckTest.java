package io.sluice.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.ReplicaDigest;
import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.ReplicaVerdict;
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

    @Test
    void equalDigestsBreakNothing() {
        assertThat(check.check(1, compared(ReplicaVerdict.REPLICA_VERDICT_EQUAL, digest(2, 7, "a"), digest(2, 7, "a"))))
                .isEmpty();
    }

    @Test
    void oneRowThatDiffersIsCaughtEvenWhereTheNodesCallItEqual() {
        CompareReplicasResponse compared =
                compared(ReplicaVerdict.REPLICA_VERDICT_EQUAL, digest(2, 7, "a"), digest(2, 7, "b"));

        assertThat(check.check(1, compared)).extracting(Violation::rule).containsExactly("C2");
        assertThat(ReplicaCheck.differ(compared)).isTrue();
    }

    @Test
    void oneIndexInTwoTermsIsCaught() {
        assertThat(ReplicaCheck.differ(
                        compared(ReplicaVerdict.REPLICA_VERDICT_EQUAL, digest(2, 7, "a"), digest(3, 7, "a"))))
                .isTrue();
    }

    @Test
    void theNodesOwnWordThatReplicasDifferIsBelieved() {
        CompareReplicasResponse compared =
                compared(ReplicaVerdict.REPLICA_VERDICT_DIFFERENT, digest(2, 7, "a"), digest(2, 7, "a"));

        assertThat(check.check(1, compared)).hasSize(1);
    }

    @Test
    void replicasThatCannotBeComparedAreNeitherEqualNorDifferent() {
        CompareReplicasResponse apart =
                compared(ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE, digest(2, 7, "a"), digest(2, 8, "b"));
        CompareReplicasResponse away = compared(
                ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE,
                digest(2, 7, "a"),
                ReplicaDigest.newBuilder().setProblem("not in time").build());

        assertThat(check.check(1, apart)).hasSize(1);
        assertThat(check.check(1, away)).hasSize(1);
        assertThat(ReplicaCheck.differ(apart) || ReplicaCheck.differ(away)).isFalse();
    }

    @Test
    void aReplicaThatIsNotToldOfIsCaught() {
        assertThat(check.check(1, compared(ReplicaVerdict.REPLICA_VERDICT_EQUAL, digest(2, 7, "a"))))
                .hasSize(1);
    }

    private static CompareReplicasResponse compared(ReplicaVerdict verdict, ReplicaDigest... digests) {
        return CompareReplicasResponse.newBuilder()
                .setVerdict(verdict)
                .addAllReplicas(List.of(digests))
                .build();
    }

    private static ReplicaDigest digest(long term, long index, String sha256) {
        return ReplicaDigest.newBuilder()
                .setTerm(term)
                .setIndex(index)
                .setRows(3)
                .setSha256(sha256)
                .build();
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
