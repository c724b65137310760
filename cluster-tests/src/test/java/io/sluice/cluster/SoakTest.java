package io.sluice.cluster;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Workload;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults of every kind in a random order for as long as one likes: {@code ./mvnw verify
 * -Dcluster.excluded=none -Dgroups=soak -Dsoak.rounds=200}. The seed is in the name of the test.
 */
@Tag("soak")
final class SoakTest {
    private static final int ROUNDS = Integer.getInteger("soak.rounds", 20);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.ofThree();

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103})
    @Timeout(4 * 60 * 60)
    void randomFaultsLoseNothing(long seed) throws Exception {
        Cluster cluster = CLUSTER.get();
        SplittableRandom random = new SplittableRandom(seed);
        WorkloadPlan plan = new WorkloadPlan(2, 2, 20, 40_000, 2_000, 3, 20, 5, seed);

        new FaultRun(cluster, "soak-" + seed, plan).run(load -> {
            for (int i = 0; i < ROUNDS; i++) {
                fault(cluster, random, load);
                cluster.nodes().forEach(NodeProcess::start);
                cluster.awaitLed();
                FaultRun.awaitProgress(load);
            }
        });
    }

    private static void fault(Cluster cluster, SplittableRandom random, Workload load) {
        List<NodeProcess> nodes = cluster.nodes();
        NodeProcess one = nodes.get(random.nextInt(nodes.size()));
        Duration length = Duration.ofMillis(random.nextInt(200, 12_000));
        switch (random.nextInt(5)) {
            case 0 -> one.kill();
            case 1 -> one.stop();
            case 2 -> nodes.forEach(NodeProcess::kill);
            case 3 -> nodes.stream().filter(node -> node != one).forEach(NodeProcess::kill);
            default -> {
                one.pause();
                load.runFor(length);
                one.resume();
                return;
            }
        }
        load.runFor(length);
    }
}
