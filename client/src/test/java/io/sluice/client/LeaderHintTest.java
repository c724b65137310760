package io.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.FakeNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LeaderHintTest {
    @Test
    void sendsFurtherCallsToTheNodeThatLeads() throws IOException {
        try (FakeCluster cluster = FakeCluster.start(3);
                SluiceClient client =
                        SluiceClient.builder(cluster.node(1).address()).build()) {
            // The client was not even given the leader's address.
            cluster.lead(cluster.node(3));
            client.queues().createQueue("q");

            for (int i = 0; i < 10; i++) {
                client.queues().send("q", OutgoingMessage.of("m"));
            }

            assertThat(sends(cluster.node(3))).isEqualTo(10);
            assertThat(client.queues().leaderAddress("q"))
                    .isEqualTo(cluster.node(3).address());
        }
    }

    @Test
    void leavesALeaderThatDiedAndFollowsTheNextOne() throws IOException {
        try (FakeCluster cluster = FakeCluster.start(3);
                SluiceClient client = SluiceClient.builder(cluster.addresses()).build()) {
            cluster.lead(cluster.node(3));
            client.queues().createQueue("q");
            client.queues().send("q", OutgoingMessage.of("m"));

            cluster.lead(cluster.node(2));
            cluster.node(3).kill();
            for (int i = 0; i < 10; i++) {
                client.queues().send("q", OutgoingMessage.of("m"));
            }

            assertThat(cluster.size("q")).isEqualTo(11);
            assertThat(sends(cluster.node(2))).isGreaterThanOrEqualTo(9);
        }
    }

    private static long sends(FakeNode node) {
        List<FakeNode.Seen> seen = node.seen();
        return seen.stream().filter(call -> call.method().equals("SendMessage")).count();
    }
}
