package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class QueueClientTest {
    private FakeCluster cluster;
    private SluiceClient client;
    private QueueClient queues;

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(1);
        client = SluiceClient.builder(cluster.addresses()).build();
        queues = client.queues();
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void makesShowsChangesAndDeletesQueues() {
        String url = queues.createQueue("b", Map.of("VisibilityTimeout", "7"), Map.of());
        queues.createQueue("a");

        assertThat(queues.queueUrl("b")).isEqualTo(url);
        assertThat(queues.listQueues("")).hasSize(2);
        assertThat(queues.listQueues("", 1, "").nextToken()).isNotEmpty();
        queues.setAttributes(url, Map.of("VisibilityTimeout", "9"));
        assertThat(queues.attributes("b", List.of("All"))).containsEntry("VisibilityTimeout", "9");
        queues.deleteQueue(url);
        assertThat(queues.listQueues("b")).isEmpty();
    }

    @Test
    void listsTheSourcesOfADeadLetterQueue() {
        String policy = "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":3}";
        queues.createQueue("dead");
        queues.createQueue("b", Map.of("RedrivePolicy", policy), Map.of());
        queues.createQueue("a", Map.of("RedrivePolicy", policy), Map.of());

        assertThat(queues.deadLetterSources("dead")).hasSize(2).allMatch(url -> url.startsWith("http"));
        assertThat(queues.deadLetterSources("dead", 1, "").nextToken()).isNotEmpty();
        assertThat(queues.deadLetterSources("a")).isEmpty();
        assertThat(queues.async().deadLetterSources("dead", 5, "").join().urls())
                .hasSize(2);
    }

    @Test
    void tellsWhatBefellAMessage() {
        queues.createQueue("a");

        MessageTrace trace = queues.trace("a", "id-7");

        assertThat(trace.kept()).isTrue();
        assertThat(trace.entries())
                .containsExactly(
                        new TraceEntry("SENT", Instant.ofEpochMilli(1_000), 0, null, ""),
                        new TraceEntry("LEASED", Instant.ofEpochMilli(2_000), 1, Instant.ofEpochMilli(12_000), "id-7"));
    }

    @Test
    void startsListsAndCancelsMoves() {
        String arn = "arn:aws:sqs:us-east-1:000000000000:dead";
        String handle = queues.startMove(arn, MoveOptions.to(arn + "2").atMost(7));

        MoveInfo move = queues.listMoves(arn, 1).get(0);
        assertThat(move.status()).isEqualTo("RUNNING");
        assertThat(move.taskHandle()).isEqualTo(handle);
        assertThat(move.destinationArn()).isEqualTo(arn + "2");
        assertThat(move.messagesPerSecond()).isEqualTo(7);
        assertThat(move.moved()).isEqualTo(3);
        assertThat(move.toMove()).isEqualTo(5);
        assertThat(move.started()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(queues.cancelMove(handle)).isEqualTo(3);
        assertThat(queues.async().listMoves(arn, 10).join().get(0).taskHandle()).isEmpty();
        assertThat(queues.async().startMove(arn, MoveOptions.back()).join()).isNotEmpty();
        assertThatThrownBy(() -> queues.cancelMove("other"))
                .isInstanceOfSatisfying(
                        SluiceException.Rejected.class,
                        failed -> assertThat(failed.code()).isEqualTo("ResourceNotFoundException"));
    }

    @Test
    void tagsAndUntags() {
        queues.createQueue("q");

        queues.tag("q", Map.of("team", "blue", "cost", ""));
        queues.untag("q", List.of("cost", "none"));

        assertThat(queues.tags("q")).isEqualTo(Map.of("team", "blue"));
    }

    @Test
    void permitsAndRevokes() {
        queues.createQueue("q");

        queues.addPermission("q", new Permission("a", List.of("111111111111"), List.of("SendMessage")));
        queues.addPermission("q", new Permission("b", List.of("222222222222"), List.of("*")));
        queues.removePermission("q", "a");

        assertThat(cluster.permissions("q")).isEqualTo(Map.of("b", "[222222222222] [*]"));
    }

    @Test
    void carriesAMessageWithItsAttributesThereAndBack() {
        queues.createQueue("q");
        OutgoingMessage message = OutgoingMessage.of("body")
                .withAttribute("color", MessageAttribute.text("red"))
                .withAttribute("raw", MessageAttribute.binary(ByteBuffer.wrap(new byte[] {1, 2})));

        queues.send("q", message);
        List<ReceivedMessage> received = queues.receive("q", ReceiveOptions.upTo(10));

        assertThat(received).hasSize(1);
        assertThat(received.get(0).body()).isEqualTo("body");
        assertThat(received.get(0).attributes()).isEqualTo(message.attributes());
        assertThat(received.get(0).systemAttributes()).containsEntry("ApproximateReceiveCount", "1");
    }

    @Test
    void deletesAndHidesAndPurges() {
        queues.createQueue("q");
        queues.sendBatch("q", List.of(OutgoingMessage.of("1"), OutgoingMessage.of("2"), OutgoingMessage.of("3")));
        List<ReceivedMessage> received = queues.receive("q", ReceiveOptions.upTo(10));

        queues.delete("q", received.get(0).receipt());
        queues.changeVisibility("q", new VisibilityChange(received.get(1).receipt(), Duration.ZERO));

        assertThat(cluster.size("q")).isEqualTo(2);
        assertThat(cluster.visible("q")).isEqualTo(1);
        assertThat(queues.changeVisibilityBatch(
                                "q",
                                List.of(new VisibilityChange(received.get(2).receipt(), Duration.ZERO)))
                        .successful())
                .containsOnlyKeys(0);
        assertThat(queues.deleteBatch("q", List.of(received.get(2).receipt(), "no receipt"))
                        .failed())
                .containsOnlyKeys(1);
        queues.purge("q");
        assertThat(cluster.size("q")).isZero();
    }

    @Test
    void aBatchHasOneReasonForAll() {
        List<VisibilityChange> two = List.of(
                new VisibilityChange("a", Duration.ZERO, "timeout"),
                new VisibilityChange("b", Duration.ZERO, "refused"));

        assertThatThrownBy(() -> queues.changeVisibilityBatch("q", two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one reason");
    }

    @Test
    void aBatchTellsOfEachEntryByItself() {
        queues.createQueue("q");

        BatchResult<SentMessage> result = queues.sendBatch(
                "q", List.of(OutgoingMessage.of("good"), OutgoingMessage.of("poison"), OutgoingMessage.of("good")));

        assertThat(result.successful()).containsOnlyKeys(0, 2);
        assertThat(result.failed()).containsOnlyKeys(1);
        assertThat(result.failed().values())
                .extracting(BatchResult.Failure::code)
                .containsExactly("InvalidMessageContents");
    }

    @Test
    void timesThatAreNoWholeSecondsAreRefusedBeforeTheCall() {
        assertThatThrownBy(() -> queues.send("q", OutgoingMessage.of("x").withDelay(Duration.ofMillis(1500))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theAsynchronousFaceDoesTheSame() {
        AsyncQueueClient async = queues.async();

        String url = async.createQueue("q", Map.of(), Map.of()).join();
        async.send(url, OutgoingMessage.of("x")).join();
        List<ReceivedMessage> received =
                async.receive("q", ReceiveOptions.upTo(1)).join();
        async.delete("q", received.get(0).receipt()).join();

        assertThat(cluster.size("q")).isZero();
        assertThatThrownBy(() -> async.purge("none").join()).hasCauseInstanceOf(SluiceException.Rejected.class);
    }
}
