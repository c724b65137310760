package io.sluice.cluster.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cluster.check.AvailabilityWatch;
import io.sluice.cluster.check.CheckOptions;
import io.sluice.cluster.check.Operation;
import io.sluice.cluster.check.QueueChecker;
import io.sluice.cluster.check.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The course of every test under faults: load, faults in the midst of it, more load, rest, and then
 * the judgement by all checkers. A run in which nothing happened is a failed run.
 */
public final class FaultRun {
    /** No public operation may fail for longer when one node of three dies. */
    public static final Duration STALL_MAX = Duration.ofSeconds(5);

    /** How long the load runs after a death: longer than a stall may last, so that one which is too long is seen. */
    public static final Duration OBSERVED = Duration.ofSeconds(6);

    /** What faults a test makes, while the load runs. */
    @FunctionalInterface
    public interface Faults {
        /** Makes them and returns when no more are to come. Nodes may be left dead: the run restarts them. */
        void make(Workload load) throws Exception;
    }

    /**
     * What came of a run.
     *
     * @param acknowledged how many sends were acknowledged
     * @param longestSend longest time without a successful send
     * @param longestReceive longest time without a successful receive, empty ones included
     * @param longestDelete longest time without a successful delete
     */
    public record Report(long acknowledged, Duration longestSend, Duration longestReceive, Duration longestDelete) {
        /** The longest of the three. */
        public Duration longestStall() {
            return max(longestSend, max(longestReceive, longestDelete));
        }

        private static Duration max(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }
    }

    private static final List<Class<? extends Operation>> KINDS =
            List.of(Operation.Send.class, Operation.Receive.class);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(90);
    private static final int PROGRESS_SENDS = 100;

    private final Cluster cluster;
    private final String queue;
    private final WorkloadPlan plan;

    /** A run on a new queue: a FIFO queue if the plan needs one, and then with such a name. */
    public FaultRun(Cluster cluster, String queue, WorkloadPlan plan) {
        this.cluster = cluster;
        this.queue = queue;
        this.plan = plan;
    }

    /** Runs, and fails with every violation that any checker finds. */
    public Report run(Faults faults) throws Exception {
        return run(faults, CheckOptions.faulty());
    }

    /** The same with other options. */
    public Report run(Faults faults, CheckOptions options) throws Exception {
        String url = cluster.createQueue(queue, attributes());
        try (Workload load = new Workload(cluster.endpoints(), url, plan)) {
            load.start();
            awaitProgress(load);
            long from = System.nanoTime();
            faults.make(load);
            long to = System.nanoTime();
            cluster.nodes().forEach(NodeProcess::start);
            cluster.awaitLed();
            awaitProgress(load);
            load.stop();
            return judge(load, options, from, to);
        }
    }

    private Map<String, String> attributes() {
        if (plan.fair()) {
            return Map.of("MessagePriorities", "true");
        }
        return plan.fifo() ? Map.of("FifoQueue", "true") : Map.of();
    }

    private Report judge(Workload load, CheckOptions options, long from, long to) {
        boolean drained = load.drain(DRAIN_WITHIN);
        List<Violation> violations = new ArrayList<>(new QueueChecker(options).check(load.history()));
        AvailabilityWatch watch = new AvailabilityWatch(load.history());
        violations.addAll(watch.check(to, KINDS));
        violations.addAll(cluster.awaitConverged());
        Path file = cluster.directory().resolve(queue + "-history.txt");
        load.history().write(file);
        assertThat(violations).as("history in %s, drained: %s", file, drained).isEmpty();
        Report report = new Report(
                load.acknowledged(),
                watch.longestStall(Operation.Send.class, from, to),
                watch.longestStall(Operation.Receive.class, from, to),
                watch.longestStall(Operation.Delete.class, from, to));
        System.out.println(queue + ": " + report);
        return report;
    }

    /** Starts a node that was killed, and waits until the cluster is whole and the load goes on. */
    public static void revive(Cluster cluster, NodeProcess dead, Workload load) {
        dead.start();
        cluster.awaitLed();
        awaitProgress(load);
    }

    /** Waits until further sends were acknowledged. */
    public static void awaitProgress(Workload load) {
        long sent = load.acknowledged();
        await("further acknowledged sends")
                .atMost(Cluster.HEALTHY_WITHIN)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> load.acknowledged() >= sent + PROGRESS_SENDS);
    }
}
