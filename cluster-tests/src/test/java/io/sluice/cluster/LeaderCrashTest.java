package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 of the leader under load loses nothing, and nothing fails for more than five seconds. */
@Tag("cluster")
final class LeaderCrashTest {
    private static final Duration STALL_MAX = Duration.ofSeconds(5);

    /** Longer than a stall may last, so that one which is too long is seen as such. */
    private static final Duration OBSERVED = Duration.ofSeconds(6);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfTheLeaderLosesNothingAndStallsBriefly() throws Exception {
        FaultRun run = new FaultRun(CLUSTER.get(), "leader-crash", WorkloadPlan.unruly(1));

        FaultRun.Report report = run.run(load -> {
            CLUSTER.get().leader().kill();
            load.runFor(OBSERVED);
        });

        assertThat(report.longestStall()).isLessThan(STALL_MAX);
    }
}
