package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.FakeNode.Mood;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class QueueSenderTest {
    private FakeCluster cluster;
    private SluiceClient client;

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(1);
        client = SluiceClient.builder(cluster.addresses()).build();
        client.queues().createQueue("q");
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void sendsEverythingInBatchesOfTenAtMost() {
        List<CompletableFuture<SentMessage>> futures = new ArrayList<>();

        try (QueueSender sender = sender(1, 2000)) {
            for (int i = 0; i < 500; i++) {
                futures.add(sender.send(OutgoingMessage.of("m" + i)));
            }
        }

        assertThat(futures).allMatch(CompletableFuture::isDone);
        assertThat(futures.stream().map(future -> future.join().messageId()).distinct())
                .hasSize(500);
        assertThat(cluster.size("q")).isEqualTo(500);
        assertThat(cluster.batchSizes()).allMatch(size -> size <= 10).anyMatch(size -> size == 10);
    }

    @Test
    void keepsBatchesWithinAMebibyte() {
        String large = "x".repeat(400 << 10);

        try (QueueSender sender = sender(1, 100)) {
            for (int i = 0; i < 9; i++) {
                CompletableFuture<SentMessage> unused = sender.send(OutgoingMessage.of(large));
            }
        }

        assertThat(cluster.size("q")).isEqualTo(9);
        assertThat(cluster.batchSizes()).allMatch(size -> size <= 2).contains(2);
    }

    @Test
    void aMessageThatFillsABatchGoesAlone() {
        try (QueueSender sender = sender(1, 100)) {
            CompletableFuture<SentMessage> one = sender.send(OutgoingMessage.of("x".repeat(1 << 20)));
            CompletableFuture<SentMessage> two = sender.send(OutgoingMessage.of("y"));
            one.join();
            two.join();
        }

        assertThat(cluster.batchSizes()).containsExactly(1, 1);
    }

    @Test
    void failsOnlyTheMessageThatFailed() {
        try (QueueSender sender = sender(1, 100)) {
            CompletableFuture<SentMessage> good = sender.send(OutgoingMessage.of("good"));
            CompletableFuture<SentMessage> bad = sender.send(OutgoingMessage.of("poison"));
            CompletableFuture<SentMessage> alsoGood = sender.send(OutgoingMessage.of("good"));

            assertThatThrownBy(bad::join).hasCauseInstanceOf(SluiceException.Rejected.class);
            assertThat(good.join().messageId()).isNotEmpty();
            assertThat(alsoGood.join().messageId()).isNotEmpty();
        }
    }

    @Test
    void holdsNoMoreThanItsBoundAndSaysSo() {
        cluster.node(1).mood(Mood.PAUSED);
        QueueSender sender =
                QueueSender.open(client.queues(), "q", new QueueSender.Limits(1, 3, Duration.ofMillis(100)));
        for (int i = 0; i < 3; i++) {
            CompletableFuture<SentMessage> unused = sender.send(OutgoingMessage.of("x"));
        }

        assertThatThrownBy(() -> sender.send(OutgoingMessage.of("one more")))
                .isInstanceOf(SluiceException.TimedOut.class);

        cluster.node(1).mood(Mood.WELL);
        assertThat(sender.flush(Duration.ofSeconds(20))).isTrue();
        assertThat(cluster.size("q")).isEqualTo(3);
        sender.close();
        assertThatThrownBy(() -> sender.send(OutgoingMessage.of("late"))).isInstanceOf(SluiceException.Closed.class);
    }

    private QueueSender sender(int batchesMax, int messagesMax) {
        return QueueSender.open(
                client.queues(), "q", new QueueSender.Limits(batchesMax, messagesMax, Duration.ofSeconds(20)));
    }
}
