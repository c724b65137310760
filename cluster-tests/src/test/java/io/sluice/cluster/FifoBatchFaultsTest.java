package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.EachInTurn;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.HoldingSession;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import io.sluice.cluster.harness.WorkloadPlan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Batches of FIFO queues stay whole while nodes die or stand still: who asks again under his attempt id gets his, and
 * one that is given back is there again as a whole.
 */
@Tag("cluster")
final class FifoBatchFaultsTest {
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration DOWN = Duration.ofSeconds(3);
    private static final int MESSAGES = 6;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void theDeathOfTheLeaderLeavesAttemptsTheirBatches() throws Exception {
        var unused = new FaultRun(CLUSTER.get(), "crash-attempts.fifo", WorkloadPlan.repeating(5)).run(load -> {
            CLUSTER.get().leaderOf(load.queueUrl()).kill();
            load.runFor(DOWN);
        });
    }

    @Test
    void aPausedLeaderLeavesAttemptsTheirBatches() throws Exception {
        var unused = new FaultRun(CLUSTER.get(), "pause-attempts.fifo", WorkloadPlan.repeating(6)).run(load -> {
            CLUSTER.get().leaderOf(load.queueUrl()).whilePaused(() -> load.runFor(PAUSE));
            FaultRun.awaitProgress(load);
        });
    }

    @Test
    void anAttemptWhoseAnswerIsLostWithTheLeaderCountsOnce() {
        Cluster cluster = CLUSTER.get();
        EachInTurn nodes = new EachInTurn(cluster);
        String url = cluster.createQueue("lost-attempt.fifo", Map.of("FifoQueue", "true"));
        for (int i = 0; i < MESSAGES; i++) {
            var unused = nodes.ask(sending(url, i));
        }
        NodeProcess leader = cluster.leaderOf(url);

        var lost = QueueServiceGrpc.newFutureStub(cluster.endpoint(leader).channel())
                .receiveMessage(asking(url));
        await().until(() -> nodes.counters(url), List.of(0L, (long) MESSAGES, 0L)::equals);
        leader.kill();
        lost.cancel(true);
        List<Message> batch = ask(nodes, url);
        List<Message> again = ask(nodes, url);

        assertThat(batch).extracting(Message::getBody).containsExactly("0", "2", "4", "1", "3", "5");
        assertThat(batch).extracting(FifoBatchFaultsTest::receives).containsOnly("1");
        assertThat(again).isEqualTo(batch);

        Requests.delete(
                cluster.endpoint(cluster.otherThan(leader)), url, batch.get(0).getReceiptHandle());
        assertThat(ask(nodes, url)).isEmpty();
        for (Message left : batch.subList(1, MESSAGES)) {
            Requests.hide(cluster.endpoint(cluster.otherThan(leader)), url, left.getReceiptHandle(), 0);
        }
        List<Message> rest = ask(nodes, url);
        assertThat(rest).extracting(Message::getBody).containsExactly("2", "4", "1", "3", "5");
        assertThat(rest).extracting(FifoBatchFaultsTest::receives).containsOnly("2");
        assertThat(ask(nodes, url)).isEqualTo(rest);
    }

    /** To one of two groups. */
    private static Function<QueueServiceBlockingStub, SendMessageResponse> sending(String url, int number) {
        SendMessageRequest request = SendMessageRequest.newBuilder()
                .setQueueUrl(url)
                .setMessageBody("" + number)
                .setMessageGroupId("g" + number % 2)
                .setMessageDeduplicationId("d" + number)
                .build();
        return queues -> queues.sendMessage(request);
    }

    private static List<Message> ask(EachInTurn nodes, String url) {
        return nodes.ask(queues -> queues.receiveMessage(asking(url))).getMessagesList();
    }

    private static ReceiveMessageRequest asking(String url) {
        return Requests.receive(url, 0).setReceiveRequestAttemptId("one").build();
    }

    private static String receives(Message message) {
        return message.getAttributesOrThrow("ApproximateReceiveCount");
    }

    @Test
    void theDeathOfTheLeaderGivesBatchesBackAsAWhole() throws Exception {
        Cluster cluster = CLUSTER.get();
        var unused = new FaultRun(cluster, "crash-batches.fifo", WorkloadPlan.releasing(7)).run(load -> {
            NodeProcess leader = cluster.leaderOf(load.queueUrl());
            NodeProcess other = cluster.otherThan(leader);
            try (HoldingSession first = HoldingSession.open(other, load);
                    HoldingSession second = HoldingSession.open(other, load);
                    HoldingSession atLeader = HoldingSession.open(leader, load)) {
                first.awaitBatch();
                second.awaitBatch();
                atLeader.awaitBatch();

                first.die();
                leader.kill();
                atLeader.die();
                second.die();
                load.runFor(DOWN);
            }
        });
    }

    @Test
    void aPausedLeaderGivesBatchesBackAsAWhole() throws Exception {
        Cluster cluster = CLUSTER.get();
        var unused = new FaultRun(cluster, "pause-batches.fifo", WorkloadPlan.releasing(8)).run(load -> {
            NodeProcess leader = cluster.leaderOf(load.queueUrl());
            try (HoldingSession session = HoldingSession.open(cluster.otherThan(leader), load);
                    HoldingSession atLeader = HoldingSession.open(leader, load)) {
                session.awaitBatch();
                atLeader.awaitBatch();

                leader.whilePaused(() -> {
                    session.die();
                    load.runFor(PAUSE);
                });
                FaultRun.awaitProgress(load);
            }
        });
    }
}
