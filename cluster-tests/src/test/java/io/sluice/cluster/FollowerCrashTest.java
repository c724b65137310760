package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of a follower under load, again and again, and its return, lose nothing and stall nobody. */
@Tag("cluster")
final class FollowerCrashTest {
    private static final int ROUNDS = 2;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfAFollowerLosesNothingAndStallsNobody() throws Exception {
        Cluster cluster = CLUSTER.get();
        FaultRun run = new FaultRun(cluster, "follower-crash", WorkloadPlan.unruly(2));

        FaultRun.Report report = run.run(load -> {
            for (int i = 0; i < ROUNDS; i++) {
                NodeProcess leader = cluster.leaderOf(load.queueUrl());
                NodeProcess follower = cluster.otherThan(leader);
                follower.kill();
                load.runFor(FaultRun.OBSERVED);
                FaultRun.revive(cluster, follower, load);
            }
        });

        assertThat(report.longestStall()).isLessThan(FaultRun.STALL_MAX);
    }
}
