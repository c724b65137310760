package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.FakeNode;
import io.sluice.client.fake.FakeNode.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class FailoverTest {
    private FakeCluster cluster;
    private SluiceClient client;

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(3);
        client = SluiceClient.builder(cluster.addresses())
                .attemptTimeout(Duration.ofMillis(500))
                .callTimeout(Duration.ofSeconds(10))
                .build();
        client.queues().createQueue("q");
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void repeatsACallOfUnknownOutcomeOnAnotherNodeWithTheSameRequestId() {
        cluster.nodes().forEach(node -> node.mood(Mood.WELL));
        cluster.lead(cluster.node(1));
        client.queues().attributes("q", List.of("All"));
        cluster.node(1).mood(Mood.ACT_THEN_FAIL);

        SentMessage sent = client.queues().send("q", OutgoingMessage.of("once"));

        assertThat(sent.messageId()).isEqualTo("m-1");
        assertThat(cluster.size("q")).isEqualTo(1);
        List<FakeNode.Seen> sends = sends();
        assertThat(sends).hasSize(2);
        assertThat(sends.get(0).requestId()).isNotEmpty().isEqualTo(sends.get(1).requestId());
    }

    @Test
    void leavesANodeThatTookTheCallAndNeverAnswers() {
        cluster.lead(cluster.node(1));
        client.queues().attributes("q", List.of("All"));
        cluster.node(1).mood(Mood.ACT_THEN_HANG);

        client.queues().send("q", OutgoingMessage.of("once"));

        assertThat(cluster.size("q")).isEqualTo(1);
        assertThat(sends())
                .extracting(FakeNode.Seen::requestId)
                .hasSize(2)
                .containsOnly(sends().get(0).requestId());
    }

    @Test
    void goesOnWhenANodeDies() {
        for (int i = 0; i < 50; i++) {
            if (i == 20) {
                cluster.node(2).kill();
            }
            client.queues().send("q", OutgoingMessage.of("m" + i));
        }

        assertThat(cluster.size("q")).isEqualTo(50);
    }

    @Test
    void aReceiveUnderWayOnANodeThatDiesGoesOnAtAnother() throws Exception {
        cluster.lead(cluster.node(3));
        client.queues().attributes("q", List.of("All"));
        CompletableFuture<List<ReceivedMessage>> polling =
                client.queues().async().receive("q", ReceiveOptions.upTo(1).withWait(Duration.ofSeconds(8)));
        await().until(() ->
                cluster.node(3).seen().stream().anyMatch(seen -> seen.method().equals("ReceiveMessage")));

        cluster.lead(null);
        cluster.node(3).kill();
        client.queues().send("q", OutgoingMessage.of("found"));

        assertThat(polling.get()).extracting(ReceivedMessage::body).containsExactly("found");
    }

    @Test
    void aPollOnAPausedNodeLeavesItAsSoonAsAnotherCallFoundOut() throws Exception {
        cluster.lead(cluster.node(3));
        client.queues().attributes("q", List.of("All"));
        cluster.node(3).mood(Mood.PAUSED);
        CompletableFuture<List<ReceivedMessage>> polling =
                client.queues().async().receive("q", ReceiveOptions.upTo(1).withWait(Duration.ofSeconds(15)));

        cluster.lead(cluster.node(1));
        client.queues().send("q", OutgoingMessage.of("found"));

        assertThat(polling.get(5, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void waitsOutAMissingLeaderAndAThrottle() {
        cluster.node(1).mood(Mood.NO_LEADER);
        cluster.node(2).mood(Mood.THROTTLED);
        cluster.node(3).mood(Mood.NO_LEADER);

        client.queues().send("q", OutgoingMessage.of("x"));

        assertThat(cluster.size("q")).isEqualTo(1);
    }

    @Test
    void usesANodeAgainThatCameBack() throws IOException {
        cluster.nodes().forEach(FakeNode::kill);
        assertThatThrownBy(() -> quick().queues().send("q", OutgoingMessage.of("x")))
                .isInstanceOf(SluiceException.Unavailable.class);

        cluster.node(2).restart();

        client.queues().send("q", OutgoingMessage.of("x"));
        assertThat(cluster.size("q")).isEqualTo(1);
    }

    @Test
    void aRejectionIsFinalAndCarriesTheCode() {
        assertThatThrownBy(() -> client.queues().send("none", OutgoingMessage.of("x")))
                .isInstanceOfSatisfying(
                        SluiceException.Rejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("QueueDoesNotExist"))
                .hasMessage("The specified queue does not exist.");
    }

    @Test
    void closingFailsWhatIsUnderWay() {
        CompletableFuture<List<ReceivedMessage>> polling =
                client.queues().async().receive("q", ReceiveOptions.upTo(1).withWait(Duration.ofSeconds(20)));

        client.close();

        assertThatThrownBy(polling::join).hasCauseInstanceOf(SluiceException.Closed.class);
        assertThatThrownBy(() -> client.queues().queueUrl("q")).isInstanceOf(SluiceException.Closed.class);
    }

    private SluiceClient quick() {
        return SluiceClient.builder(cluster.addresses())
                .callTimeout(Duration.ofMillis(500))
                .build();
    }

    private List<FakeNode.Seen> sends() {
        return cluster.seen().values().stream()
                .flatMap(List::stream)
                .filter(seen -> seen.method().equals("SendMessage"))
                .toList();
    }
}
