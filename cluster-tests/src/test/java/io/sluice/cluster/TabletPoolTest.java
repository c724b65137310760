package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.api.v1.AddTabletsRequest;
import io.sluice.api.v1.DrainNodeRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.NodeStatus;
import io.sluice.api.v1.TabletStatus;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pool of tablets grows while the cluster runs, and leads go where they shall be. */
@Tag("cluster")
final class TabletPoolTest {
    private static final int ADDED = 2;

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.ofThree();

    @Test
    void tabletsThatAreAddedGetReplicasAndQueues() {
        Cluster cluster = CLUSTER.get();
        Endpoint any = cluster.endpoints().get(0);
        // One on each tablet, so that the next ones go to those that are added.
        int before = cluster.tablets().size();
        for (int i = 1; i < before; i++) {
            cluster.createQueue("pool-before-" + i, Map.of());
        }

        List<Integer> added = any.admin()
                .addTablets(AddTabletsRequest.newBuilder().setCount(ADDED).build())
                .getTabletIdsList();

        assertThat(added).hasSize(ADDED);
        await().atMost(Cluster.HEALTHY_WITHIN)
                .until(
                        () -> cluster.tablets().stream()
                                .filter(tablet -> added.contains(tablet.getTabletId()))
                                .filter(TabletPoolTest::isWhole)
                                .count(),
                        count -> count == ADDED);
        assertThat(cluster.tablets()).hasSize(before + ADDED);
        await().atMost(Cluster.HEALTHY_WITHIN).until(() -> queuesLandOn(cluster, added));
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    /** Makes a queue, uses it, and tells whether it and those before it are on all of these tablets. */
    private static boolean queuesLandOn(Cluster cluster, List<Integer> tablets) {
        String url = cluster.createQueue("pool-" + System.nanoTime(), Map.of());
        String id = Requests.send(cluster.endpoints().get(1), url, "body");
        List<Message> received = Requests.receiveNow(cluster.endpoints().get(2), url);
        assertThat(received).extracting(Message::getMessageId).containsExactly(id);
        return cluster.tablets().stream()
                .filter(tablet -> tablets.contains(tablet.getTabletId()))
                .allMatch(tablet -> tablet.getResources() > 0);
    }

    private static boolean isWhole(TabletStatus tablet) {
        return !tablet.getLeaderNodeId().isEmpty()
                && tablet.getReplicasCount() == 3
                && tablet.getReplicasList().stream()
                        .allMatch(replica -> replica.getRole().equals("LEADER")
                                || replica.getRole().equals("FOLLOWER"));
    }

    @Test
    void leadsLeaveADrainedNodeAndComeBackAndAreSpreadAgainAfterARestart() {
        Cluster cluster = CLUSTER.get();
        awaitSpread(cluster);
        NodeProcess drained = cluster.node(1);

        drain(cluster, drained, false);
        assertThat(status(cluster, drained).getDraining()).isTrue();
        assertThat(status(cluster, drained).getTabletsLed()).isZero();

        // While it is drained another node goes and comes back: whoever leads then, the drained one must not.
        cluster.node(2).stop();
        cluster.node(2).start();
        cluster.awaitLed();
        await().atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> status(cluster, drained).getTabletsLed() == 0
                        && status(cluster, cluster.node(2)).getTabletsLed() > 0);

        drain(cluster, drained, true);
        awaitSpread(cluster);
        assertThat(status(cluster, drained).getTabletsLed()).isPositive();
    }

    private static void drain(Cluster cluster, NodeProcess node, boolean undrain) {
        var unused = cluster.endpoints()
                .get(2)
                .admin(Cluster.HEALTHY_WITHIN)
                .drainNode(DrainNodeRequest.newBuilder()
                        .setNodeId(node.id())
                        .setUndrain(undrain)
                        .build());
    }

    private static NodeStatus status(Cluster cluster, NodeProcess node) {
        return cluster.nodeStatuses().stream()
                .filter(each -> each.getNodeId().equals(node.id()))
                .findFirst()
                .orElseThrow();
    }

    /** No node leads two tablets more than another. */
    private static void awaitSpread(Cluster cluster) {
        await().atMost(Cluster.HEALTHY_WITHIN).untilAsserted(() -> {
            List<Integer> led = cluster.nodeStatuses().stream()
                    .map(NodeStatus::getTabletsLed)
                    .sorted()
                    .toList();
            assertThat(led.stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(cluster.tablets().size());
            assertThat(led.get(2) - led.get(0)).as("leads " + led).isLessThan(2);
        });
    }
}
