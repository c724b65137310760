package io.sluice.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.fake.FakeCluster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A consumer with many threads keeps the order of message groups. */
@Timeout(60)
final class GroupOrderTest {
    private static final int GROUPS = 3;
    private static final int MESSAGES = 60;

    private FakeCluster cluster;
    private SluiceClient client;
    private final List<String> handled = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(1);
        client = SluiceClient.builder(cluster.addresses()).build();
        client.queues().createQueue("q.fifo", Map.of("FifoQueue", "true"), Map.of());
        for (int i = 0; i < MESSAGES; i++) {
            client.queues()
                    .send(
                            "q.fifo",
                            OutgoingMessage.of((i % GROUPS) + "-" + (100 + i))
                                    .withGroup("g" + i % GROUPS)
                                    .withDeduplicationId("d" + i));
        }
    }

    @AfterEach
    void stop() {
        client.close();
        cluster.close();
    }

    @Test
    void handlesEachGroupInOrder() {
        try (QueueConsumer consumer = QueueConsumer.start(
                client.queues(), "q.fifo", ConsumerSettings.of(8), message -> handled.add(message.body()))) {
            await().until(() -> cluster.size("q.fifo") == 0);
            assertThat(consumer.stats().acknowledged()).isEqualTo(MESSAGES);
        }

        assertThat(handled).hasSize(MESSAGES);
        assertInOrder();
    }

    @Test
    void aMessageThatFailsComesBeforeThoseBehindIt() {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        try (QueueConsumer consumer =
                QueueConsumer.start(client.queues(), "q.fifo", ConsumerSettings.of(8), message -> {
                    if (message.body().endsWith("0") && failed.add(message.body())) {
                        throw new IllegalStateException("not yet");
                    }
                    handled.add(message.body());
                })) {
            await().until(() -> cluster.size("q.fifo") == 0);
            assertThat(consumer.stats().acknowledged()).isEqualTo(MESSAGES);
        }

        assertThat(failed).hasSize(MESSAGES / 10);
        assertThat(handled).hasSize(MESSAGES);
        assertInOrder();
    }

    private void assertInOrder() {
        for (int group = 0; group < GROUPS; group++) {
            String prefix = group + "-";
            assertThat(handled.stream().filter(body -> body.startsWith(prefix))).isSorted();
        }
    }
}
