package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.WorkloadPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue that is shared by tenants and priorities loses nothing when its leader dies. */
@Tag("cluster")
final class FairQueueTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfTheLeaderLosesNoTenantsMessage() throws Exception {
        FaultRun.Report report = new FaultRun(CLUSTER.get(), "fair", WorkloadPlan.fair(3)).run(load -> {
            CLUSTER.get().leaderOf(load.queueUrl()).kill();
            load.runFor(FaultRun.OBSERVED);
        });

        assertThat(report.longestStall()).isLessThan(FaultRun.OBSERVED);
    }
}
