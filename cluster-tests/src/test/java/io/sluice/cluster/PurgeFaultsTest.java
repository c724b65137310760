package io.sluice.cluster;

import static org.awaitility.Awaitility.await;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Workload;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A purge is a point in the life of its queue, though the leader dies or stands still while it is under way. */
@Tag("cluster")
final class PurgeFaultsTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPurgeIsAPointThoughTheLeaderDies(boolean fifo) throws Exception {
        var unused = run("crash-purge", fifo).run(load -> {
            NodeProcess leader = CLUSTER.get().leaderOf(load.queueUrl());
            load.beginToPurge();
            leader.kill();
            awaitPurged(load);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aPurgeIsAPointThoughTheLeaderStandsStill(boolean fifo) throws Exception {
        var unused = run("pause-purge", fifo).run(load -> {
            NodeProcess leader = CLUSTER.get().leaderOf(load.queueUrl());
            load.beginToPurge();
            leader.whilePaused(() -> load.runFor(PAUSE));
            awaitPurged(load);
        });
    }

    private static FaultRun run(String name, boolean fifo) {
        WorkloadPlan plan = fifo ? WorkloadPlan.stockedFifo(3) : WorkloadPlan.stocked(4);
        return new FaultRun(CLUSTER.get(), fifo ? name + ".fifo" : name, plan);
    }

    private static void awaitPurged(Workload load) {
        await("an acknowledged purge")
                .atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> load.history().purges() == 1);
    }
}
