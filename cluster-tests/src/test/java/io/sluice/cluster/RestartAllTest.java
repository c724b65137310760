package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.WorkloadPlan;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An orderly stop of all nodes ends them in time, and their return finds everything as it was. */
@Tag("cluster")
final class RestartAllTest {
    private static final int MESSAGES = 50;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.sharedByFaults();

    @Test
    void queuesKeepTheirAttributesAndCounters() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("restart-kept", Map.of("VisibilityTimeout", "77"));
        for (int i = 0; i < MESSAGES; i++) {
            cluster.endpoints()
                    .get(i % 3)
                    .queues()
                    .sendMessage(SendMessageRequest.newBuilder()
                            .setQueueUrl(url)
                            .setMessageBody("body " + i)
                            .build());
        }
        Map<String, String> before = attributes(cluster, url);

        restartAll(cluster);

        assertThat(attributes(cluster, url)).isEqualTo(before).containsEntry("VisibilityTimeout", "77");
        assertThat(before).containsEntry("ApproximateNumberOfMessages", Integer.toString(MESSAGES));
    }

    @Test
    void aRestartUnderLoadLosesNothing() throws Exception {
        Cluster cluster = CLUSTER.get();

        new FaultRun(cluster, "restart-all", WorkloadPlan.unruly(6)).run(load -> restartAll(cluster));
    }

    private static void restartAll(Cluster cluster) {
        Map<NodeProcess, Boolean> orderly = new HashMap<>();
        cluster.nodes().parallelStream().forEach(node -> {
            boolean ended = node.stop();
            synchronized (orderly) {
                orderly.put(node, ended);
            }
        });
        assertThat(orderly).doesNotContainValue(false);
        cluster.nodes().forEach(NodeProcess::start);
        cluster.awaitLed();
    }

    private static Map<String, String> attributes(Cluster cluster, String url) {
        return cluster.endpoints()
                .get(0)
                .queues()
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl(url)
                        .addAttributeNames("All")
                        .build())
                .getAttributesMap();
    }
}
