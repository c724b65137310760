package io.sluice.cluster;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of all nodes at once, again and again under load: what was acknowledged is on their disks. */
@Tag("cluster")
final class KillAllLoopTest {
    private static final int ROUNDS = 2;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfAllNodesLosesNothing() throws Exception {
        Cluster cluster = CLUSTER.get();
        FaultRun run = new FaultRun(cluster, "kill-all", WorkloadPlan.unruly(4));

        run.run(load -> {
            for (int i = 0; i < ROUNDS; i++) {
                FaultRun.awaitProgress(load);
                cluster.nodes().forEach(NodeProcess::kill);
                cluster.nodes().forEach(NodeProcess::start);
                cluster.awaitLed();
            }
        });
    }
}
