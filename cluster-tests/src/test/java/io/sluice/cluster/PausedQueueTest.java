package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SetDeliveryRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A queue that is paused stays so whoever leads it, and gives everything once it is resumed. */
@Tag("cluster")
final class PausedQueueTest {
    private static final int MESSAGES = 20;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aPauseOutlivesItsLeader() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("paused", Map.of());
        NodeProcess leader = cluster.leaderOf(url);
        Endpoint survivor = cluster.endpoint(cluster.otherThan(leader));
        for (int i = 0; i < MESSAGES; i++) {
            Requests.send(survivor, url, "body " + i);
        }
        pause(survivor, url, true);
        assertThat(receive(survivor, url).getWithheld()).isEqualTo("paused");

        leader.kill();

        await().atMost(Cluster.HEALTHY_WITHIN).ignoreExceptions().untilAsserted(() -> {
            ReceiveMessageResponse held = receive(survivor, url);
            assertThat(held.getMessagesList()).isEmpty();
            assertThat(held.getWithheld()).isEqualTo("paused");
        });
        await().atMost(Cluster.HEALTHY_WITHIN).ignoreExceptions().until(() -> {
            pause(survivor, url, false);
            return true;
        });
        List<Message> received = new ArrayList<>();
        await().atMost(Cluster.HEALTHY_WITHIN).ignoreExceptions().until(() -> {
            received.addAll(receive(survivor, url).getMessagesList());
            return received.size() == MESSAGES;
        });
        leader.start();
        cluster.awaitLed();
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    private static void pause(Endpoint endpoint, String url, boolean paused) {
        var unused = endpoint.queues()
                .setDelivery(SetDeliveryRequest.newBuilder()
                        .setQueueUrl(url)
                        .setPaused(paused)
                        .build());
    }

    private static ReceiveMessageResponse receive(Endpoint endpoint, String url) {
        return endpoint.queues()
                .receiveMessage(
                        Requests.receive(url, 0).setVisibilityTimeout(600).build());
    }
}
