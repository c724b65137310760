package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A call that is repeated with its request id acts once and gets the first answer. */
@Tag("cluster")
final class RequestIdTest {
    private static final int QUEUES = 6;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void aRepeatedSendMakesOneMessageThroughWhateverNode() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("request-send", Map.of());
        String id = Requests.send(cluster.endpoints().get(0), url, "body", "send-1");

        for (Endpoint endpoint : cluster.endpoints()) {
            assertThat(Requests.send(endpoint, url, "body", "send-1")).isEqualTo(id);
        }
        assertThat(Requests.counters(cluster.endpoints().get(1), url)).containsExactly(1L, 0L, 0L);
    }

    @Test
    void aRepeatedReceiveGetsTheSameMessagesAndReceipts() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("request-receive", Map.of());
        for (int i = 0; i < 5; i++) {
            Requests.send(cluster.endpoints().get(0), url, "body " + i);
        }
        ReceiveMessageRequest request =
                Requests.receive(url, 1).setRequestId("receive-1").build();
        List<Message> first =
                cluster.endpoints().get(0).queues().receiveMessage(request).getMessagesList();

        for (Endpoint endpoint : cluster.endpoints()) {
            assertThat(endpoint.queues().receiveMessage(request).getMessagesList())
                    .isNotEmpty()
                    .isEqualTo(first);
        }
    }

    @Test
    void theAnswersOutliveTheLeaderThatGaveThem() {
        Cluster cluster = CLUSTER.get();
        Map<String, String> ids = new TreeMap<>();
        Map<String, List<Message>> received = new TreeMap<>();
        for (int i = 0; i < QUEUES; i++) { // more than there are tablets: whoever dies led some of them
            String url = cluster.createQueue("request-leader-" + i, Map.of());
            Endpoint endpoint = cluster.endpoints().get(i % 3);
            ids.put(url, Requests.send(endpoint, url, "body", "send-to-" + url.hashCode()));
            received.put(url, endpoint.queues().receiveMessage(receive(url)).getMessagesList());
        }
        NodeProcess dead = cluster.leaderOf(ids.keySet().iterator().next());
        Endpoint survivor = cluster.endpoint(cluster.otherThan(dead));

        dead.kill();

        ids.forEach((url, id) -> {
            assertThat(eventually(() -> Requests.send(survivor, url, "body", "send-to-" + url.hashCode())))
                    .isEqualTo(id);
            assertThat(eventually(
                            () -> survivor.queues().receiveMessage(receive(url)).getMessagesList()))
                    .hasSize(1)
                    .isEqualTo(received.get(url));
            assertThat(eventually(() -> Requests.counters(survivor, url))).containsExactly(0L, 1L, 0L);
        });
    }

    private static ReceiveMessageRequest receive(String url) {
        return Requests.receive(url, 1)
                .setRequestId("receive-of-" + url.hashCode())
                .build();
    }

    private static <R> R eventually(Callable<R> call) {
        return await().atMost(Cluster.HEALTHY_WITHIN).ignoreExceptions().until(call, answer -> true);
    }
}
