package io.sluice.cluster.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.check.CheckOptions;
import io.sluice.cluster.check.QueueChecker;
import io.sluice.cluster.check.Violation;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.Workload;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Load, history and checkers together pass a good queue through a death and catch every liar. */
final class PipelineTest {
    private static final WorkloadPlan UNRULY = new WorkloadPlan(2, 2, 60, 5_000, 200, 1, 20, 5, 7);

    @Test
    void aGoodQueueThatLosesOneOfItsPortsBreaksNothing() {
        try (FakeCluster cluster = FakeCluster.start(3)) {
            try (Workload load = new Workload(cluster.endpoints(), "queue", UNRULY)) {
                load.start();
                FaultRun.awaitProgress(load);
                cluster.kill(1);
                FaultRun.awaitProgress(load);
                load.stop();

                assertThat(load.drain(Duration.ofSeconds(30))).isTrue();
                assertThat(violations(load)).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ACKNOWLEDGE_UNSENT,Q1", "SEND_TWICE,Q2", "ACKNOWLEDGE_UNDELETED,Q4", "REPLAY_RECEIVE,Q6"})
    void aLiarIsCaught(Lie lie, String rule) {
        try (FakeCluster cluster = FakeCluster.start(1)) {
            Endpoint good = cluster.endpoints().get(0);

            assertThat(throughProxy(good, lie)).extracting(Violation::rule).contains(rule);
        }
    }

    @Test
    void anHonestProxyIsNotAccused() {
        try (FakeCluster cluster = FakeCluster.start(1)) {
            Endpoint good = cluster.endpoints().get(0);

            assertThat(throughProxy(good, Lie.NONE)).isEmpty();
        }
    }

    private static List<Violation> throughProxy(Endpoint good, Lie lie) {
        try (LyingProxy proxy = LyingProxy.before(good, lie, 20);
                Endpoint endpoint = proxy.endpoint();
                Workload load = new Workload(List.of(endpoint), "queue", UNRULY)) {
            load.start();
            FaultRun.awaitProgress(load);
            FaultRun.awaitProgress(load);
            load.stop();
            load.drain(Duration.ofSeconds(20));
            return new ArrayList<>(violations(load));
        }
    }

    private static List<Violation> violations(Workload load) {
        return new QueueChecker(CheckOptions.faulty()).check(load.history());
    }
}
