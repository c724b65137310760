package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.check.CheckOptions;
import io.sluice.cluster.check.QueueChecker;
import io.sluice.cluster.check.Violation;
import io.sluice.cluster.fake.Lie;
import io.sluice.cluster.fake.LyingProxy;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.Workload;
import io.sluice.cluster.harness.WorkloadPlan;
import io.sluice.cluster.harness.WorkloadPlan.Habit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real cluster behind a liar is a broken build, and the whole course of a test catches it. */
@Tag("cluster")
final class LyingNodeTest {
    private static final int LIES_PERIOD = 40;
    private static final int FIFO_LIES_PERIOD = 2;
    private static final int PROGRESSES = 3;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @ParameterizedTest
    @CsvSource({"ACKNOWLEDGE_UNSENT,Q1", "SEND_TWICE,Q2", "ACKNOWLEDGE_UNDELETED,Q4", "REPLAY_RECEIVE,Q6"})
    void aBrokenBuildIsCaught(Lie lie, String rule) {
        String queue = "lies-" + lie.name().toLowerCase(Locale.ROOT);
        caught(
                lie,
                rule,
                CLUSTER.get().createQueue(queue, Map.of()),
                LIES_PERIOD,
                new WorkloadPlan(2, 2, 60, 5_000, 200, 1, 10, 0, 11));
    }

    @ParameterizedTest
    @CsvSource({"TURN_ROUND,F2", "FORGET_DEDUPLICATION,F6"})
    void aBuildThatMixesGroupsUpIsCaught(Lie lie, String rule) {
        String queue = "lies-" + lie.name().toLowerCase(Locale.ROOT) + ".fifo";
        caught(
                lie,
                rule,
                CLUSTER.get().createQueue(queue, Map.of("FifoQueue", "true")),
                FIFO_LIES_PERIOD,
                new WorkloadPlan(2, 2, 60, 5_000, 200, 1, 0, 0, 300, 5, false, Habit.USUAL, 11));
    }

    @ParameterizedTest
    @CsvSource({"FORGET_ATTEMPT,REPEATS,F7", "RELEASE_IN_PARTS,RELEASES,F9"})
    void aBuildThatTearsBatchesIsCaught(Lie lie, Habit habit, String rule) {
        String queue = "lies-" + lie.name().toLowerCase(Locale.ROOT) + ".fifo";
        caught(
                lie,
                rule,
                CLUSTER.get().createQueue(queue, Map.of("FifoQueue", "true")),
                1,
                new WorkloadPlan(2, 2, 60, 5_000, 200, 3, 50, 0, 300, 4, false, habit, 12));
    }

    @Test
    void aBuildThatAcknowledgesAPurgeAndKeepsMessagesIsCaught() {
        caught(
                Lie.ACKNOWLEDGE_UNPURGED,
                "Q9",
                CLUSTER.get().createQueue("lies-purge", Map.of()),
                1,
                WorkloadPlan.stocked(13),
                Workload::beginToPurge);
    }

    private static void caught(Lie lie, String rule, String url, int period, WorkloadPlan plan) {
        caught(lie, rule, url, period, plan, load -> {});
    }

    private static void caught(
            Lie lie, String rule, String url, int period, WorkloadPlan plan, Consumer<Workload> midst) {
        Cluster cluster = CLUSTER.get();
        try (LyingProxy proxy = LyingProxy.before(cluster.endpoints().get(0), lie, period);
                Endpoint endpoint = proxy.endpoint();
                Workload load = new Workload(List.of(endpoint), url, plan)) {
            load.start();
            FaultRun.awaitProgress(load);
            midst.accept(load);
            for (int i = 0; i < PROGRESSES; i++) {
                FaultRun.awaitProgress(load);
            }
            load.stop();
            load.drain(Duration.ofSeconds(30));

            List<Violation> violations = new QueueChecker(CheckOptions.faulty()).check(load.history());

            assertThat(violations).extracting(Violation::rule).contains(rule);
        }
    }
}
