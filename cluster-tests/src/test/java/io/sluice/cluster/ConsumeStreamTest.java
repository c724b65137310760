package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import io.sluice.cluster.harness.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer's stream keeps to its credit and outlives the leader of its queue. */
@Tag("cluster")
final class ConsumeStreamTest {
    private static final int CREDIT = 10;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    /** Collects what the server pushes. */
    private static final class Pushed implements StreamObserver<ConsumeResponse> {
        private final List<Message> messages = new CopyOnWriteArrayList<>();
        private final Set<String> troubles = ConcurrentHashMap.newKeySet();

        @Override
        public void onNext(ConsumeResponse response) {
            messages.addAll(response.getMessages().getMessagesList());
            response.getOutcome().getFailedList().forEach(entry -> troubles.add(entry.toString()));
        }

        @Override
        public void onError(Throwable cause) {
            troubles.add(cause.toString());
        }

        @Override
        public void onCompleted() {
            troubles.add("the server ended the stream");
        }
    }

    @Test
    void aStreamKeepsToItsCreditAndOutlivesTheLeader() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("consume", Map.of());
        NodeProcess leader = cluster.leaderOf(url);
        Endpoint other = cluster.endpoint(cluster.otherThan(leader));
        Pushed pushed = new Pushed();
        StreamObserver<ConsumeRequest> stream =
                QueueServiceGrpc.newStub(other.channel()).consume(pushed);
        stream.onNext(ConsumeRequest.newBuilder()
                .setStart(ConsumeStart.newBuilder()
                        .setQueueUrl(url)
                        .setVisibilityTimeout(60)
                        .setCredit(CREDIT))
                .build());
        for (int i = 0; i < 2 * CREDIT; i++) {
            Requests.send(other, url, "body " + i);
        }
        await().atMost(Cluster.HEALTHY_WITHIN).until(() -> pushed.messages.size() >= CREDIT);
        new StopSignal().within(Duration.ofMillis(500)); // long enough for more to come, if it did

        assertThat(pushed.messages).hasSize(CREDIT);
        leader.kill();
        stream.onNext(acknowledge(pushed.messages));
        stream.onNext(ConsumeRequest.newBuilder()
                .setCredit(ConsumeCredit.newBuilder().setMessages(CREDIT))
                .build());
        await().atMost(Cluster.HEALTHY_WITHIN).until(() -> pushed.messages.size() >= 2 * CREDIT);
        stream.onNext(acknowledge(pushed.messages.subList(CREDIT, 2 * CREDIT)));

        await().atMost(Cluster.HEALTHY_WITHIN)
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Requests.counters(other, url)).containsExactly(0L, 0L, 0L));
        assertThat(pushed.troubles).isEmpty();
        assertThat(pushed.messages).extracting(Message::getMessageId).doesNotHaveDuplicates();
        stream.onCompleted();
    }

    private static ConsumeRequest acknowledge(List<Message> messages) {
        return ConsumeRequest.newBuilder()
                .setAcknowledge(ConsumeAcknowledge.newBuilder()
                        .setTag(1)
                        .addAllReceiptHandles(
                                messages.stream().map(Message::getReceiptHandle).toList()))
                .build();
    }
}
