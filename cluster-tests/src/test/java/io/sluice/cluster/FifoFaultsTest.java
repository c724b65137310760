package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.check.Violation;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Redrive;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** FIFO queues keep their order, and dead letters their place, while nodes die or stand still. */
@Tag("cluster")
final class FifoFaultsTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration DOWN = Duration.ofMillis(1_500);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @FunctionalInterface
    private interface Fault {
        void make(Cluster cluster, Redrive load) throws Exception;
    }

    @Test
    void theDeathOfTheLeaderKeepsGroupsInOrder() throws Exception {
        FaultRun.Report report = new FaultRun(CLUSTER.get(), "crash.fifo", WorkloadPlan.fifo(1)).run(load -> {
            CLUSTER.get().leaderOf(load.queueUrl()).kill();
            load.runFor(FaultRun.OBSERVED);
        });

        assertThat(report.longestStall()).isLessThan(FaultRun.OBSERVED);
    }

    @Test
    void aPausedLeaderKeepsGroupsInOrder() throws Exception {
        var unused = new FaultRun(CLUSTER.get(), "pause.fifo", WorkloadPlan.fifo(2)).run(load -> {
            CLUSTER.get().leaderOf(load.queueUrl()).whilePaused(() -> load.runFor(PAUSE));
            FaultRun.awaitProgress(load);
        });
    }

    @Test
    void deadLettersAndMovesSurviveTheDeathOfTheLeader() throws Exception {
        redrive("death", (cluster, load) -> {
            for (NodeProcess node : twoOf(cluster)) {
                node.kill();
                load.runFor(DOWN);
                node.start();
                cluster.awaitLed();
            }
        });
    }

    @Test
    void deadLettersAndMovesSurviveAPausedLeader() throws Exception {
        redrive("sleep", (cluster, load) -> {
            for (NodeProcess node : twoOf(cluster)) {
                node.whilePaused(() -> load.runFor(PAUSE));
            }
        });
    }

    /** The queues are on several tablets: whoever leads the most of them, and another node. */
    private static List<NodeProcess> twoOf(Cluster cluster) {
        return List.of(cluster.leader(), cluster.follower());
    }

    /** Standard and FIFO queues at once. */
    private static void redrive(String name, Fault fault) throws Exception {
        Cluster cluster = CLUSTER.get();
        try (Redrive standard = new Redrive(cluster, cluster.endpoints(), name, false);
                Redrive fifo = new Redrive(cluster, cluster.endpoints(), name, true)) {
            List<Redrive> both = List.of(standard, fifo);
            both.forEach(Redrive::send);
            both.forEach(Redrive::beginToFail);
            fault.make(cluster, fifo);
            both.forEach(Redrive::awaitAllDead);
            both.forEach(Redrive::beginToMove);
            fault.make(cluster, fifo);
            both.forEach(Redrive::awaitAllBack);

            List<Violation> violations = new ArrayList<>(cluster.awaitConverged());
            both.forEach(one -> violations.addAll(one.count()));

            assertThat(violations).isEmpty();
        }
    }
}
