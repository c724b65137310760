package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesResponse;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A move is known to every node, goes on under the next leader, and is stopped once, whoever says so how often. */
@Tag("cluster")
final class StoppedMoveTest {
    /** At one a second more than a test takes. */
    private static final int MESSAGES = 100;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);

    @Test
    void aMoveIsFoundAndStoppedOnceWhoeverLeads() {
        String dead = cluster.createQueue("stopped-dead", Map.of());
        String redrive = Requests.redrivePolicy("stopped-dead", 1);
        String to = cluster.createQueue("stopped-a", Map.of("RedrivePolicy", redrive));
        cluster.createQueue("stopped-b", Map.of("RedrivePolicy", redrive));
        await().atMost(Cluster.HEALTHY_WITHIN)
                .untilAsserted(
                        () -> assertThat(names(sources(asking(dead)))).containsExactly("stopped-a", "stopped-b"));
        fill(dead);
        StartMessageMoveTaskRequest start = StartMessageMoveTaskRequest.newBuilder()
                .setSourceArn(Requests.arn("stopped-dead"))
                .setDestinationArn(Requests.arn("stopped-a"))
                .setMaxNumberOfMessagesPerSecond(1)
                .setRequestId("start-once")
                .build();
        String handle = nodes.ask(queues -> queues.startMessageMoveTask(start)).getTaskHandle();
        await().atMost(Cluster.HEALTHY_WITHIN).until(() -> move().getApproximateNumberOfMessagesMoved() > 0);

        nodes.leadElsewhere(dead);

        assertSourcesInPages(dead);
        assertThat(nodes.ask(queues -> queues.startMessageMoveTask(start)).getTaskHandle())
                .isEqualTo(handle);
        assertRuns(move(), handle);
        assertThat(nodes.refusal(queues -> queues.startMessageMoveTask(
                        start.toBuilder().setRequestId("start-again").build())))
                .isEqualTo("InvalidParameterValue: There is already a task running. Only one active task is allowed for"
                        + " a source queue arn at a given time.");
        long moved = cancel(handle);
        nodes.leadElsewhere(dead);
        assertThat(cancel(handle)).isEqualTo(moved).isPositive();
        assertThat(nodes.refusal(queues -> queues.cancelMessageMoveTask(cancelling(handle, "cancel-again"))))
                .isEqualTo("ResourceNotFoundException: Task does not exist.");
        assertThat(nodes.refusal(queues -> queues.cancelMessageMoveTask(cancelling("none", "cancel-none"))))
                .isEqualTo("InvalidParameterValue: Value for parameter TaskHandle is invalid.");
        assertStopped(dead, to, moved);
    }

    private void assertSourcesInPages(String dead) {
        ListDeadLetterSourceQueuesResponse first = sources(asking(dead).setMaxResults(1));
        assertThat(names(first)).containsExactly("stopped-a");
        assertThat(names(sources(asking(dead).setMaxResults(1).setNextToken(first.getNextToken()))))
                .containsExactly("stopped-b");
        assertThat(sources(asking(dead)).getNextToken()).isEmpty();
    }

    private static void assertRuns(ListMessageMoveTasksResultEntry move, String handle) {
        assertThat(move.getTaskHandle()).isEqualTo(handle);
        assertThat(move.getStatus()).isEqualTo("RUNNING");
        assertThat(move.getSourceArn()).isEqualTo(Requests.arn("stopped-dead"));
        assertThat(move.getDestinationArn()).isEqualTo(Requests.arn("stopped-a"));
        assertThat(move.getMaxNumberOfMessagesPerSecond()).isEqualTo(1);
        assertThat(move.getApproximateNumberOfMessagesToMove()).isEqualTo(MESSAGES);
        assertThat(move.getStartedTimestamp()).isPositive();
        assertThat(move.getFailureReason()).isEmpty();
    }

    /** Each message is in one queue or the other, and no more goes there. */
    private void assertStopped(String dead, String to, long movedBefore) {
        await().atMost(Cluster.HEALTHY_WITHIN)
                .untilAsserted(() -> assertThat(move().getStatus()).isEqualTo("CANCELLED"));
        ListMessageMoveTasksResultEntry move = move();
        long moved = move.getApproximateNumberOfMessagesMoved();
        assertThat(move.getTaskHandle()).isEmpty();
        assertThat(moved).isBetween(movedBefore, (long) MESSAGES - 1);
        assertThat(nodes.counters(to)).containsExactly(moved, 0L, 0L);
        assertThat(nodes.counters(dead)).containsExactly(MESSAGES - moved, 0L, 0L);
    }

    private void fill(String url) {
        for (int i = 0; i < MESSAGES / 10; i++) {
            SendMessageBatchRequest.Builder batch =
                    SendMessageBatchRequest.newBuilder().setQueueUrl(url).setRequestId("fill-" + i);
            for (int j = 0; j < 10; j++) {
                batch.addEntries(
                        SendMessageBatchRequestEntry.newBuilder().setId("e" + j).setMessageBody("body"));
            }
            assertThat(nodes.ask(queues -> queues.sendMessageBatch(batch.build()))
                            .getSuccessfulCount())
                    .isEqualTo(10);
        }
    }

    private static ListDeadLetterSourceQueuesRequest.Builder asking(String url) {
        return ListDeadLetterSourceQueuesRequest.newBuilder().setQueueUrl(url);
    }

    private ListDeadLetterSourceQueuesResponse sources(ListDeadLetterSourceQueuesRequest.Builder request) {
        return nodes.ask(queues -> queues.listDeadLetterSourceQueues(request.build()));
    }

    /** Each node gives URLs of its own. */
    private static List<String> names(ListDeadLetterSourceQueuesResponse sources) {
        List<String> names = new ArrayList<>();
        for (String url : sources.getQueueUrlsList()) {
            names.add(url.substring(url.lastIndexOf('/') + 1));
        }
        return names;
    }

    private ListMessageMoveTasksResultEntry move() {
        ListMessageMoveTasksRequest request = ListMessageMoveTasksRequest.newBuilder()
                .setSourceArn(Requests.arn("stopped-dead"))
                .build();
        return nodes.ask(queues -> queues.listMessageMoveTasks(request)).getResults(0);
    }

    private static CancelMessageMoveTaskRequest cancelling(String handle, String requestId) {
        return CancelMessageMoveTaskRequest.newBuilder()
                .setTaskHandle(handle)
                .setRequestId(requestId)
                .build();
    }

    /** How many messages had arrived, as the answer says. */
    private long cancel(String handle) {
        return nodes.ask(queues -> queues.cancelMessageMoveTask(cancelling(handle, "cancel-once")))
                .getApproximateNumberOfMessagesMoved();
    }
}
