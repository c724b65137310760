package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.ReplicaDigest;
import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.cluster.check.ReplicaCheck;
import io.sluice.cluster.check.Violation;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.ReplicaRows;
import io.sluice.cluster.harness.Requests;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replica that has lost one row, and by every index looks as good as the others, is found. */
@Tag("cluster")
final class AlteredReplicaTest {
    private static final int MESSAGES = 20;

    @RegisterExtension
    static final ClusterExtension CLUSTER =
            ClusterExtension.of(() -> ClusterPlan.ofThree().with("SLUICE_RAFT_SNAPSHOT_INTERVAL", "1s"));

    @Test
    void aMessageThatOneNodeHasLostIsFound() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("altered", Map.of());
        send(cluster, url);
        assertThat(cluster.awaitConverged()).isEmpty();
        NodeProcess follower = cluster.follower();
        // What is on disk is not written again from the log.
        await("all rows of " + follower + " on disk")
                .atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> isOnDisk(cluster, follower));

        follower.kill();
        assertThat(ReplicaRows.loseMessages(follower)).isEqualTo(1);
        follower.start();
        cluster.awaitLed();
        send(cluster, url);

        int tablet = cluster.busiest().getTabletId();
        CompareReplicasResponse compared = await("replicas at one index")
                .atMost(Cluster.HEALTHY_WITHIN)
                .until(
                        () -> cluster.compareReplicas(tablet),
                        found -> found.getVerdict() != ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE);
        assertThat(compared.getVerdict()).isEqualTo(ReplicaVerdict.REPLICA_VERDICT_DIFFERENT);
        assertThat(new ReplicaCheck(3).check(tablet, compared))
                .extracting(Violation::rule)
                .containsExactly("C2");
        ReplicaDigest altered = compared.getReplicasList().stream()
                .filter(replica -> replica.getNodeId().equals(follower.id()))
                .findFirst()
                .orElseThrow();
        assertThat(compared.getReplicasList())
                .filteredOn(replica -> replica.getIndex() == altered.getIndex())
                .filteredOn(replica -> !replica.getNodeId().equals(follower.id()))
                .isNotEmpty()
                .extracting(ReplicaDigest::getRows)
                .containsOnly(altered.getRows() + 1);
    }

    private static void send(Cluster cluster, String url) {
        for (int i = 0; i < MESSAGES; i++) {
            Requests.send(cluster.endpoints().get(i % 3), url, "body " + i);
        }
    }

    private static boolean isOnDisk(Cluster cluster, NodeProcess node) {
        return cluster.busiest().getReplicasList().stream()
                .filter(replica -> replica.getNodeId().equals(node.id()))
                .allMatch((ReplicaStatus replica) -> replica.getSnapshotIndex() == replica.getAppliedIndex());
    }
}
