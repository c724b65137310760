package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.NodeProcess;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Libraries that people put upon SQS do their normal work while a node dies and comes back. Each knows one endpoint, a
 * node that lives; what it is told meanwhile it has to get over by itself.
 */
@Tag("cluster")
final class AwsLibrariesTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void jmsKeepsItsMessagesAndTheirOrder() throws Exception {
        run(AwsClients.jms(), "jms");
    }

    @Test
    void sqsConsumerHandlesOneByOneAndInBatches() throws Exception {
        run(AwsClients.sqsConsumer(), "consumer");
    }

    @Test
    void springListensOneByOneInBatchesAndInOrder() throws Exception {
        run(AwsClients.spring(), "spring");
    }

    private static void run(ForeignClient client, String queue) throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess victim = cluster.leader();
        List<String> living = cluster.nodes().stream()
                .filter(node -> node != victim)
                .map(cluster::httpAddress)
                .toList();

        client.runOverHttp(queue, living, event -> {
            switch (event) {
                case "half_sent" -> victim.kill();
                case "half_received" -> victim.start();
                default -> {} // nothing is to be done at the end
            }
        });
    }
}
