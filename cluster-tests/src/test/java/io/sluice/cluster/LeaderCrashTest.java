package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EveryOperation;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of leaders under load, again and again, loses nothing, and no operation fails for more than five seconds. */
@Tag("cluster")
final class LeaderCrashTest {
    private static final int ROUNDS = 2;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfTheLoadedQueuesLeaderLosesNothingAndStallsBriefly() throws Exception {
        Cluster cluster = CLUSTER.get();
        FaultRun run = new FaultRun(cluster, "leader-crash", WorkloadPlan.unruly(1));

        FaultRun.Report report = run.run(load -> {
            for (int i = 0; i < ROUNDS; i++) {
                NodeProcess leader = cluster.leaderOf(load.queueUrl());
                leader.kill();
                load.runFor(FaultRun.OBSERVED);
                assertThat(cluster.leaderOf(load.queueUrl())).isNotSameAs(leader);
                FaultRun.revive(cluster, leader, load);
            }
        });

        assertThat(report.longestStall()).isLessThan(FaultRun.STALL_MAX);
    }

    @Test
    void theDeathOfTheCatalogsLeaderStallsNoOperationForLong() throws Exception {
        Cluster cluster = CLUSTER.get();
        FaultRun run = new FaultRun(cluster, "catalog-crash", WorkloadPlan.orderly(11));

        FaultRun.Report report = run.run(load -> {
            try (EveryOperation every = EveryOperation.start(cluster, "catalog-crash-every")) {
                NodeProcess leader = cluster.catalogLeader();
                long from = System.nanoTime();
                leader.kill();
                load.runFor(FaultRun.OBSERVED);
                Map<String, Duration> stalls = every.longestStalls(from, System.nanoTime());

                System.out.println("longest stalls without the catalog's leader: " + stalls);
                assertThat(cluster.catalogLeader()).isNotSameAs(leader);
                assertThat(stalls)
                        .hasSize(9)
                        .allSatisfy((kind, stall) -> assertThat(stall).as(kind).isLessThan(FaultRun.STALL_MAX));
            }
        });

        assertThat(report.longestStall()).isLessThan(FaultRun.STALL_MAX);
    }
}
