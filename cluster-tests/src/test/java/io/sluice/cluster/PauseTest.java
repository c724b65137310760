package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A leader that stands still for ten seconds is replaced, and does no harm when it wakes. */
@Tag("cluster")
final class PauseTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int READS = 200;
    private static final String VISIBLE = "ApproximateNumberOfMessages";

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aPausedLeaderIsReplacedAndServesNothingStaleWhenItWakes() throws Exception {
        FaultRun run = new FaultRun(CLUSTER.get(), "pause", WorkloadPlan.unruly(5));

        FaultRun.Report report = run.run(load -> {
            NodeProcess leader = CLUSTER.get().leaderOf(load.queueUrl());
            leader.whilePaused(() -> load.runFor(PAUSE));
            FaultRun.awaitProgress(load);
        });

        assertThat(report.longestStall()).as("somebody else served").isLessThan(PAUSE);
    }

    @Test
    void aLeaderThatWakesAnswersNothingFromBeforeItsSleep() throws Exception {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("pause-reads", Map.of());
        NodeProcess leader = cluster.leaderOf(url);
        Endpoint sleeper = cluster.endpoint(leader);
        Endpoint other = cluster.endpoint(cluster.otherThan(leader));
        assertThat(Requests.counters(sleeper, url)).containsExactly(0L, 0L, 0L);

        List<Future<GetQueueAttributesResponse>> reads = new ArrayList<>();
        leader.whilePaused(() -> {
            await().atMost(Cluster.HEALTHY_WITHIN)
                    .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                    .until(() -> !Requests.send(other, url, "body").isEmpty());
            for (int i = 0; i < READS; i++) { // they are there when it wakes
                reads.add(read(sleeper, url));
            }
        });

        Set<String> answers = new TreeSet<>();
        for (Future<GetQueueAttributesResponse> read : reads) {
            try {
                answers.add(read.get().getAttributesOrThrow(VISIBLE));
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(StatusRuntimeException.class);
            }
        }
        assertThat(answers).isNotEmpty().doesNotContain("0");
    }

    private static Future<GetQueueAttributesResponse> read(Endpoint endpoint, String url) {
        return QueueServiceGrpc.newFutureStub(endpoint.channel())
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl(url)
                        .addAttributeNames(VISIBLE)
                        .build());
    }
}
