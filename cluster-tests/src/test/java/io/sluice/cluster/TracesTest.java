package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.TraceEntry;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.TraceMessageResponse;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.Requests;
import io.sluice.cluster.harness.Worker;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What befell a message every node tells alike, whoever leads, and there is no more of it than was done. */
@Tag("cluster")
final class TracesTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    private final Cluster cluster = CLUSTER.get();
    private final EachInTurn nodes = new EachInTurn(cluster);

    @Test
    void aTraceGoesOnUnderAnotherLeaderAndIntoTheDeadLetterQueue() {
        String dead = cluster.createQueue("traced-dead", Map.of("TraceRetentionPeriod", "3600"));
        String url = cluster.createQueue(
                "traced",
                Map.of("TraceRetentionPeriod", "3600", "RedrivePolicy", Requests.redrivePolicy("traced-dead", 1)));
        String id = send(url, "traced-send");
        Worker worker = new Worker(nodes, url, "worker-1");
        List<Message> received = worker.receive("traced-receive");
        String receipt = received.get(0).getReceiptHandle();
        worker.hide(receipt, 2 * Worker.HIDDEN_SECONDS, "slow", "traced-extend");
        TraceMessageResponse before = trace(url, id);

        nodes.leadElsewhere(url);
        assertThat(worker.receive("traced-receive")).isEqualTo(received);
        worker.hide(receipt, 2 * Worker.HIDDEN_SECONDS, "slow", "traced-extend");
        assertThat(trace(url, id)).isEqualTo(before);
        worker.hide(receipt, 0, "broken", "traced-release");
        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            assertThat(new Worker(nodes, url, "worker-2").receive("")).isEmpty();
            assertThat(trace(dead, id).getEntriesList()).isNotEmpty();
        });
        worker.delete(receipt); // too late: it succeeds, as with AWS, and the message is among the dead letters
        Worker mender = new Worker(nodes, dead, "mender");
        Message buried = mender.receive("traced-dead-receive").get(0);
        mender.delete(buried.getReceiptHandle());

        assertThat(buried.getMessageId()).isEqualTo(id);
        assertTraced(
                trace(url, id),
                tuple("SENT", 0L, false, ""),
                tuple("LEASED", 1L, true, "worker-1"),
                tuple("EXTENDED", 1L, true, "slow"),
                tuple("RELEASED", 1L, false, "broken"),
                tuple("DEAD_LETTERED", 0L, false, ""));
        assertTraced(
                trace(dead, id),
                tuple("ARRIVED", 0L, false, "traced"),
                tuple("LEASED", 2L, true, "mender"),
                tuple("DELETED", 2L, false, "mender"));
    }

    @Test
    void aPurgeIsToldAndNoDeleteThatComesAfterIt() {
        String url = cluster.createQueue("traced-purged", Map.of("TraceRetentionPeriod", "3600"));
        String id = send(url, "purged-send");
        Worker worker = new Worker(nodes, url, "worker-1");
        String receipt = worker.receive("purged-receive").get(0).getReceiptHandle();
        PurgeQueueRequest purge = PurgeQueueRequest.newBuilder()
                .setQueueUrl(url)
                .setRequestId("purged-once")
                .build();
        var unused = nodes.ask(queues -> queues.purgeQueue(purge));
        worker.delete(receipt);
        nodes.leadElsewhere(url);

        assertTraced(
                trace(url, id),
                tuple("SENT", 0L, false, ""),
                tuple("LEASED", 1L, true, "worker-1"),
                tuple("PURGED", 0L, false, ""));
    }

    /** Event, number of the receive, whether it hides the message, and who. */
    private static void assertTraced(TraceMessageResponse trace, Tuple... events) {
        assertThat(trace.getKept()).isTrue();
        assertThat(trace.getEntriesList())
                .extracting(
                        TraceEntry::getEvent,
                        TraceEntry::getReceiveNumber,
                        entry -> entry.getHiddenUntilTimestamp() > entry.getTimestamp(),
                        TraceEntry::getWho)
                .containsExactly(events);
        assertThat(trace.getEntriesList()).extracting(TraceEntry::getTimestamp).isSorted();
    }

    private String send(String url, String requestId) {
        return nodes.askNode(endpoint -> Requests.send(endpoint, url, "body", requestId));
    }

    private TraceMessageResponse trace(String url, String messageId) {
        TraceMessageRequest request = TraceMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageId(messageId)
                .build();
        return nodes.ask(queues -> queues.traceMessage(request));
    }
}
