package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.app.config.MemberSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.cluster.Members;
import io.sluice.node.cluster.NodeAddress;
import io.sluice.node.edge.EdgeConfig;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.RaftConfig;
import io.sluice.node.raft.RaftLimits;
import io.sluice.node.storage.StoreConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FloorConfigsTest {
    private final NodeConfig defaults = NodeConfig.defaults();

    @Test
    void theDefaultsOfTheFileAreThoseOfTheFloors() {
        assertThat(FloorConfigs.store(defaults.storage())).isEqualTo(StoreConfig.defaults());
        assertThat(raft().limits()).isEqualTo(RaftLimits.defaults());
        assertThat(FloorConfigs.edge(defaults))
                .isEqualTo(EdgeConfig.listening("127.0.0.1", 4565, "http://127.0.0.1:4566"));
    }

    @Test
    void everyMemberIsAPeerAtItsRaftPort() {
        assertThat(raft().peers())
                .isEqualTo(Map.of(
                        new NodeId("n1"), "127.0.0.1:4568",
                        new NodeId("n2"), "127.0.0.1:4578",
                        new NodeId("n3"), "127.0.0.1:4588"));
        assertThat(raft().bindHost()).isEqualTo("127.0.0.1");
    }

    private RaftConfig raft() {
        Members members = new Members(
                defaults.nodeId(),
                defaults.cluster().members().stream()
                        .map(FloorConfigsTest::address)
                        .toList());
        return FloorConfigs.raft(defaults, "c", members, Path.of("raft"), Optional.empty());
    }

    private static NodeAddress address(MemberSettings member) {
        return new NodeAddress(
                member.id(), member.host(), member.grpcPort(), member.httpPort(), member.peerPort(), member.raftPort());
    }
}
