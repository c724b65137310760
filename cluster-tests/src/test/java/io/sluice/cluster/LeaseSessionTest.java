package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.Message;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.HoldingConsumer;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages of a consumer that is a session go to others when its process dies, or stands still. */
@Tag("cluster")
final class LeaseSessionTest {
    private static final int MESSAGES = 20;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** Far more than the test lasts: what comes back earlier comes back by the session's end. */
    private static final Duration VISIBILITY = Duration.ofMinutes(10);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aConsumerThatIsKilledGivesItsMessagesBackAtOnce() {
        Cluster cluster = CLUSTER.get();
        String url = queueOfMessages(cluster, "killed");
        try (HoldingConsumer consumer = holder(cluster, url, "killed")) {
            awaitHeld(cluster, url);
            consumer.kill();

            // Neither their visibility nor the silence that a session may keep.
            assertThat(received(cluster, url, Duration.ofSeconds(3))).hasSize(MESSAGES);
        }
    }

    @Test
    void aConsumerThatStandsStillLosesItsMessagesWhenItIsSilentForTooLong() {
        Cluster cluster = CLUSTER.get();
        String url = queueOfMessages(cluster, "frozen");
        try (HoldingConsumer consumer = holder(cluster, url, "frozen")) {
            awaitHeld(cluster, url);
            consumer.pause();

            List<Message> received = received(cluster, url, HEARTBEAT.multipliedBy(3));

            assertThat(received).hasSize(MESSAGES);
            assertThat(received)
                    .allSatisfy(message ->
                            assertThat(message.getAttributesMap()).doesNotContainEntry("ApproximateReceiveCount", "1"));
        }
    }

    private static String queueOfMessages(Cluster cluster, String name) {
        String url = cluster.createQueue(name, Map.of());
        for (int i = 0; i < MESSAGES; i++) {
            Requests.send(cluster.endpoints().get(0), url, "body " + i);
        }
        return url;
    }

    private static HoldingConsumer holder(Cluster cluster, String url, String name) {
        Endpoint other = cluster.endpoint(cluster.follower());
        return HoldingConsumer.start(
                other.address(), url, HEARTBEAT, VISIBILITY, cluster.directory().resolve(name + "-consumer.log"));
    }

    private static void awaitHeld(Cluster cluster, String url) {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        Requests.counters(cluster.endpoints().get(0), url).equals(List.of(0L, (long) MESSAGES, 0L)));
    }

    private static List<Message> received(Cluster cluster, String url, Duration within) {
        List<Message> received = new ArrayList<>();
        await().atMost(within).pollInterval(Duration.ofMillis(50)).until(() -> {
            received.addAll(Requests.receiveNow(cluster.endpoints().get(0), url));
            return received.size() >= MESSAGES;
        });
        return received;
    }
}
