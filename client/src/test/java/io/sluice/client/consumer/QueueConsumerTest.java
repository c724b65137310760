package io.sluice.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class QueueConsumerTest {
    private FakeCluster cluster;
    private SluiceClient client;

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(2);
        client = SluiceClient.builder(cluster.addresses()).build();
        client.queues().createQueue("q", Map.of("VisibilityTimeout", "30"), Map.of());
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void handlesAndAcknowledgesEverythingWithinItsCredit() {
        send(300);
        Set<String> handled = ConcurrentHashMap.newKeySet();

        try (QueueConsumer consumer = QueueConsumer.start(
                client.queues(),
                "q",
                ConsumerSettings.of(4).withPrefetch(20),
                message -> handled.add(message.body()))) {
            await().until(() -> cluster.size("q") == 0);
            await().until(() -> consumer.stats().acknowledged() == 300);
        }

        assertThat(handled).hasSize(300);
        assertThat(cluster.maxCreditOpen()).isLessThanOrEqualTo(20);
    }

    @Test
    void tellsWhatKeepsMessagesBack() {
        try (QueueConsumer consumer =
                QueueConsumer.start(client.queues(), "q", ConsumerSettings.of(1), message -> {})) {
            cluster.withhold("paused");
            await().until(() -> consumer.stats().withheld().equals("paused"));
            cluster.withhold("");
            await().until(() -> consumer.stats().withheld().isEmpty());
        }
    }

    @Test
    void aSessionLivesByHeartbeatsAndInterruptsWhoLosesHisLease() throws Exception {
        send(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);

        try (QueueConsumer consumer = QueueConsumer.start(
                client.queues(), "q", ConsumerSettings.of(1).withHeartbeat(Duration.ofSeconds(3)), message -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                })) {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(20)).until(() -> cluster.heartbeats() >= 2);
            assertThat(cluster.extended("q")).isZero();

            cluster.loseLeases();

            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> consumer.stats().leasesLost() == 1);
            assertThat(consumer.stats().acknowledged()).isZero();
        }
    }

    @Test
    void keepsAMessageHiddenWhileItsHandlerRuns() throws Exception {
        send(1);
        CountDownLatch finish = new CountDownLatch(1);
        AtomicInteger deliveries = new AtomicInteger();

        try (QueueConsumer consumer = QueueConsumer.start(
                client.queues(), "q", ConsumerSettings.of(1).withVisibility(Duration.ofSeconds(1)), message -> {
                    deliveries.incrementAndGet();
                    finish.await();
                })) {
            // Three times the visibility: without extension it would have come again.
            await().atMost(Duration.ofSeconds(20)).until(() -> cluster.extended("q") >= 9);
            finish.countDown();
            await().until(() -> cluster.size("q") == 0);
            assertThat(consumer.stats().received()).isEqualTo(1);
        }

        assertThat(deliveries).hasValue(1);
    }

    @Test
    void givesBackWhatItsHandlerCouldNotDo() {
        send(1);
        AtomicInteger attempts = new AtomicInteger();

        try (QueueConsumer consumer = QueueConsumer.start(client.queues(), "q", ConsumerSettings.of(1), message -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
        })) {
            await().until(() -> cluster.size("q") == 0);
            assertThat(consumer.stats().failedHandlings()).isEqualTo(2);
        }

        assertThat(attempts).hasValue(3);
        assertThat(cluster.released("q")).isEqualTo(2);
        assertThat(cluster.reasons())
                .containsExactly("IllegalStateException: not yet", "IllegalStateException: not yet");
    }

    @Test
    void goesOnWithAnotherNodeWhenItsNodeDies() {
        cluster.lead(cluster.node(1));
        client.queues().attributes("q", java.util.List.of("All"));
        Set<String> handled = ConcurrentHashMap.newKeySet();

        try (QueueConsumer consumer = QueueConsumer.start(
                client.queues(),
                "q",
                ConsumerSettings.of(2).withPrefetch(10),
                message -> handled.add(message.body()))) {
            send(50);
            await().until(() -> handled.size() >= 10);
            cluster.lead(cluster.node(2));
            cluster.node(1).kill();
            send(50);

            await().atMost(Duration.ofSeconds(20)).until(() -> cluster.size("q") == 0);
            assertThat(consumer.stats().streams()).isGreaterThanOrEqualTo(2);
            assertThat(cluster.maxCreditOpen()).isLessThanOrEqualTo(10);
        }

        assertThat(handled).hasSize(100);
    }

    @Test
    void givesEverythingBackWhenItIsClosed() throws Exception {
        send(30);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        QueueConsumer consumer = QueueConsumer.start(
                client.queues(),
                "q",
                ConsumerSettings.of(1).withPrefetch(10).withDrain(Duration.ofMillis(300)),
                message -> {
                    began.countDown();
                    never.await();
                });
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        await().until(() -> consumer.stats().received() >= 10);

        consumer.close();

        assertThat(consumer.stopped()).isDone();
        await().until(() -> cluster.visible("q") == 30);
        assertThat(consumer.stats().inHand()).isZero();
    }

    @Test
    void letsHandlersFinishWithinTheDrain() throws Exception {
        send(1);
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch finish = new CountDownLatch(1);
        QueueConsumer consumer = QueueConsumer.start(client.queues(), "q", ConsumerSettings.of(1), message -> {
            began.countDown();
            finish.await();
        });
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(consumer::close);
        closing.start();
        finish.countDown();
        closing.join();

        assertThat(cluster.size("q")).isZero();
        assertThat(consumer.stats().acknowledged()).isEqualTo(1);
    }

    @Test
    void stopsWithTheReasonWhenThereIsNoQueue() {
        try (QueueConsumer consumer =
                QueueConsumer.start(client.queues(), "none", ConsumerSettings.of(1), message -> {})) {
            assertThatThrownBy(() -> consumer.stopped().join()).hasRootCauseInstanceOf(SluiceException.Rejected.class);
        }
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            client.queues().send("q", OutgoingMessage.of("m" + System.nanoTime() + "-" + i));
        }
    }
}
