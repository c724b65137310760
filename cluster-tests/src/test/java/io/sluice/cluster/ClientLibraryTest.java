package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.consumer.ConsumerSettings;
import io.sluice.client.consumer.QueueConsumer;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who uses the Java client notices nothing of a node's death but a short wait. */
@Tag("cluster")
final class ClientLibraryTest {
    private static final int MESSAGES = 600;
    private static final Duration WITHIN = Duration.ofSeconds(60);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void senderAndConsumerOutliveTheLeader() {
        Cluster cluster = CLUSTER.get();
        String[] addresses = cluster.endpoints().stream().map(Endpoint::address).toArray(String[]::new);
        Set<String> sent = new TreeSet<>();
        Set<String> handled = ConcurrentHashMap.newKeySet();
        try (SluiceClient client = SluiceClient.builder(addresses).build()) {
            String url = client.queues().createQueue("client-library");
            try (QueueConsumer consumer = QueueConsumer.start(
                    client.queues(), url, ConsumerSettings.of(4), message -> handled.add(message.body()))) {
                for (int i = 0; i < MESSAGES; i++) {
                    if (i == MESSAGES / 3) {
                        cluster.leaderOf(url).kill();
                    }
                    if (i == 2 * MESSAGES / 3) {
                        cluster.nodes().forEach(NodeProcess::start);
                    }
                    client.queues().send(url, OutgoingMessage.of("body " + i));
                    sent.add("body " + i);
                }
                await("everything handled").atMost(WITHIN).until(() -> handled.size() == MESSAGES);
                await("everything settled")
                        .atMost(WITHIN)
                        .until(() -> consumer.stats().inHand() == 0);
            }
            Endpoint any = cluster.endpoint(cluster.follower());

            assertThat(handled).containsExactlyInAnyOrderElementsOf(sent);
            await("nothing left")
                    .atMost(WITHIN)
                    .ignoreExceptions()
                    .untilAsserted(() -> assertThat(Requests.counters(any, url)).containsExactly(0L, 0L, 0L));
        }
    }
}
