package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.check.CheckOptions;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without faults the same rules hold, and every message is seen when it is due. */
@Tag("cluster")
final class HealthyRunTest {
    /** Load, nodes and checkers share one machine, so a message may wait for its turn behind some others. */
    private static final Duration SLACK = Duration.ofSeconds(2);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void aHealthyClusterKeepsEveryRuleAndIsPrompt() throws Exception {
        FaultRun run = new FaultRun(CLUSTER.get(), "healthy", WorkloadPlan.prompt(10));

        FaultRun.Report report = run.run(load -> load.runFor(Duration.ofSeconds(5)), CheckOptions.healthy(SLACK));

        assertThat(report.longestStall()).isLessThan(FaultRun.STALL_MAX);
    }
}
