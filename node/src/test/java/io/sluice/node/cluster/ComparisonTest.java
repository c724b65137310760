package io.sluice.node.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.cluster.Comparison.Compared;
import io.sluice.node.cluster.Comparison.Verdict;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.Position;
import io.sluice.node.state.StateDigest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Only replicas that reflect the same entries are held against each other. */
final class ComparisonTest {
    private static final Compared AWAY = new Compared(new NodeId("n9"), Optional.empty(), "not in time");

    @Test
    void equalDigestsAtOneIndexAreEqual() {
        assertThat(verdict(replica(1, 7, "a"), replica(1, 7, "a"), replica(1, 7, "a")))
                .isEqualTo(Verdict.EQUAL);
    }

    @Test
    void differentDigestsAtOneIndexAreDifferentWhateverTheOthersAre() {
        assertThat(verdict(replica(1, 7, "a"), replica(1, 7, "b"))).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(replica(1, 6, "c"), replica(1, 7, "a"), replica(1, 7, "b")))
                .isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict(replica(1, 7, "a"), replica(1, 7, "b"), AWAY)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void oneIndexInTwoTermsIsDifferent() {
        assertThat(verdict(replica(1, 7, "a"), replica(2, 7, "a"))).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void replicasAtDifferentIndicesAreNotCompared() {
        assertThat(verdict(replica(1, 7, "a"), replica(1, 8, "b"))).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(verdict(replica(1, 7, "a"), replica(1, 7, "a"), replica(1, 8, "b")))
                .isEqualTo(Verdict.INCOMPARABLE);
    }

    @Test
    void aReplicaThatIsAwayLeavesTheQuestionOpen() {
        assertThat(verdict(replica(1, 7, "a"), replica(1, 7, "a"), AWAY)).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(verdict(AWAY)).isEqualTo(Verdict.INCOMPARABLE);
        assertThat(verdict()).isEqualTo(Verdict.INCOMPARABLE);
    }

    private static Verdict verdict(Compared... replicas) {
        return Comparison.of(List.of(replicas)).verdict();
    }

    private static Compared replica(long term, long index, String digest) {
        ReplicaDigest found = new ReplicaDigest(new Position(term, index), new StateDigest(digest, 1));
        return new Compared(new NodeId("n1"), Optional.of(found), "");
    }
}
