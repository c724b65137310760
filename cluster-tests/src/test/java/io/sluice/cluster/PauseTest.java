package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A leader that stands still for ten seconds is replaced, and does no harm when it wakes. */
@Tag("cluster")
final class PauseTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aPausedLeaderIsReplacedAndServesNothingStaleWhenItWakes() throws Exception {
        FaultRun run = new FaultRun(CLUSTER.get(), "pause", WorkloadPlan.unruly(5));

        FaultRun.Report report = run.run(load -> {
            CLUSTER.get().leader().whilePaused(() -> load.runFor(PAUSE));
            FaultRun.awaitProgress(load);
        });

        assertThat(report.longestStall()).as("somebody else served").isLessThan(PAUSE);
    }
}
