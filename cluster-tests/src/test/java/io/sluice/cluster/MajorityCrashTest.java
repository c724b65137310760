package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Without a majority a node answers only that it cannot, again and again; with its return everything is there. */
@Tag("cluster")
final class MajorityCrashTest {
    private static final int ROUNDS = 2;

    private static final Duration DEADLINE = Duration.ofSeconds(4);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theSurvivorRefusesAndNothingIsLostAfterwards() throws Exception {
        Cluster cluster = CLUSTER.get();
        String refused = cluster.createQueue("majority-crash-refused", Map.of());
        FaultRun run = new FaultRun(cluster, "majority-crash", WorkloadPlan.unruly(3));

        run.run(load -> {
            for (int i = 0; i < ROUNDS; i++) {
                FaultRun.awaitProgress(load);
                NodeProcess survivor = cluster.otherThan(cluster.leaderOf(load.queueUrl()));
                cluster.nodes().stream().filter(node -> node != survivor).forEach(NodeProcess::kill);

                refuses(cluster.endpoint(survivor), refused);
                cluster.nodes().forEach(NodeProcess::start);
                cluster.awaitLed();
            }
        });
    }

    private static void refuses(Endpoint survivor, String url) {
        SendMessageRequest send = SendMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageBody("body")
                .build();
        ReceiveMessageRequest receive = ReceiveMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setWaitTimeSeconds(2)
                .build();

        isRetryable(() -> survivor.queues(DEADLINE).sendMessage(send));
        isRetryable(() -> survivor.queues(DEADLINE).receiveMessage(receive));
    }

    private static void isRetryable(ThrowingCallable call) {
        StatusRuntimeException refusal = catchThrowableOfType(StatusRuntimeException.class, call);

        assertThat(refusal).isNotNull();
        assertThat(refusal.getStatus().getCode()).isIn(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);
    }
}
