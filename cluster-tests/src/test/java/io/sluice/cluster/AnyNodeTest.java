package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.Message;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever a message goes through may go through another node at every step. */
@Tag("cluster")
final class AnyNodeTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void everyStepOfALifeMayTakeAnotherNode() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("any-node", Map.of());
        int nodes = cluster.endpoints().size();
        for (int i = 0; i < nodes; i++) {
            Endpoint first = cluster.endpoints().get(i);
            Endpoint second = cluster.endpoints().get((i + 1) % nodes);
            Endpoint third = cluster.endpoints().get((i + 2) % nodes);

            String id = Requests.send(first, url, "body " + i);
            List<Message> received = Requests.receiveNow(second, url);
            Requests.hide(third, url, received.get(0).getReceiptHandle(), 0);
            List<Message> again = Requests.receiveNow(first, url);
            Requests.delete(second, url, again.get(0).getReceiptHandle());

            assertThat(received).extracting(Message::getMessageId).containsExactly(id);
            assertThat(again).extracting(Message::getMessageId).containsExactly(id);
            assertThat(Requests.counters(third, url)).containsExactly(0L, 0L, 0L);
        }
    }

    @Test
    void aQueueIsKnownToEveryNodeAsSoonAsItsCreationIsAnswered() {
        Cluster cluster = CLUSTER.get();
        for (int i = 0; i < 6; i++) {
            String name = "any-node-known-" + i;
            String url = cluster.createQueue(name, Map.of());
            GetQueueUrlRequest request =
                    GetQueueUrlRequest.newBuilder().setQueueName(name).build();

            for (Endpoint endpoint : cluster.endpoints()) {
                assertThat(endpoint.queues().getQueueUrl(request).getQueueUrl()).endsWith("/" + name);
                assertThat(Requests.send(endpoint, url, "body")).isNotEmpty();
            }
        }
    }
}
