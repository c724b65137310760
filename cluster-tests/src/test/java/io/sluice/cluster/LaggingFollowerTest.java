package io.sluice.cluster;

import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.TabletStatus;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.RaftLogs;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A follower that was away for longer than the log reaches back gets the state, and is equal again. */
@Tag("cluster")
final class LaggingFollowerTest {
    private static final Duration PURGED_WITHIN = Duration.ofSeconds(90);
    /** Large bodies fill the segments of the log, which is cut off in whole segments only. */
    private static final WorkloadPlan LARGE = new WorkloadPlan(2, 2, 40, 20_000, 60_000, 3, 10, 0, 7);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.of(() -> ClusterPlan.ofThree()
            .with("SLUICE_RAFT_SNAPSHOT_ENTRIES", "100")
            .with("SLUICE_RAFT_SNAPSHOT_INTERVAL", "2s")
            .with("SLUICE_RAFT_LOG_ENTRIES_KEPT", "0"));

    @Test
    void aFollowerBehindThePurgedLogCatchesUp() throws Exception {
        Cluster cluster = CLUSTER.get();

        new FaultRun(cluster, "lagging", LARGE).run(load -> {
            NodeProcess follower = cluster.otherThan(cluster.leaderOf(load.queueUrl()));
            follower.kill();
            long applied = appliedIndex(cluster.busiest(), cluster.leader());

            await("the log is purged beyond entry " + applied)
                    .atMost(PURGED_WITHIN)
                    .until(() -> RaftLogs.purgedUpTo(cluster.leader()) > applied);
            long cut = RaftLogs.purgedUpTo(cluster.leader());
            follower.start();
            cluster.awaitLed();
            // The load goes on, so the replicas are never equal at one moment; the run compares them at its end.
            await("the follower has what the log has no more, up to entry " + cut)
                    .atMost(Cluster.HEALTHY_WITHIN)
                    .until(() -> appliedIndex(cluster.busiest(), follower) >= cut);
        });
    }

    /** What a node has applied; of the leader when the follower is already dead: the follower has no more. */
    private static long appliedIndex(TabletStatus tablet, NodeProcess node) {
        return tablet.getReplicasList().stream()
                .filter(replica -> replica.getNodeId().equals(node.id()))
                .mapToLong(ReplicaStatus::getAppliedIndex)
                .findFirst()
                .orElseThrow();
    }
}
