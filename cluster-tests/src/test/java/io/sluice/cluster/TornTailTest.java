package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.Nemesis;
import io.sluice.cluster.harness.Nemesis.Tear;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node whose log ends in the middle of an entry starts, drops that end, and gets it from the others. */
@Tag("cluster")
final class TornTailTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.ofThree();

    @ParameterizedTest
    @EnumSource
    void aTornTailIsRepairedFromTheOthers(Tear tear) throws Exception {
        Cluster cluster = CLUSTER.get();

        new FaultRun(cluster, "torn-tail-" + tear.name().toLowerCase(Locale.ROOT), WorkloadPlan.unruly(8)).run(load -> {
            NodeProcess leader = cluster.leaderOf(load.queueUrl());
            leader.kill();
            assertThat(Nemesis.tearLogTails(leader, tear)).isNotEmpty();
            FaultRun.awaitProgress(load);
            FaultRun.revive(cluster, leader, load);
        });
    }
}
