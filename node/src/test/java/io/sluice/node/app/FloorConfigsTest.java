package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.RaftConfig;
import io.sluice.node.raft.RaftLimits;
import io.sluice.node.storage.StoreConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FloorConfigsTest {
    private final NodeConfig defaults = NodeConfig.defaults();

    @Test
    void theDefaultsOfTheFileAreThoseOfTheFloors() {
        assertThat(FloorConfigs.storage(defaults.storage())).isEqualTo(StoreConfig.defaults());
        assertThat(FloorConfigs.raftLimits(defaults.raft())).isEqualTo(RaftLimits.defaults());
    }

    @Test
    void everyMemberIsAPeerAtItsRaftPort() {
        RaftConfig raft = FloorConfigs.raft(defaults, "c", Path.of("tablets"));

        assertThat(raft.peers())
                .isEqualTo(Map.of(
                        new NodeId("n1"), "127.0.0.1:4568",
                        new NodeId("n2"), "127.0.0.1:4578",
                        new NodeId("n3"), "127.0.0.1:4588"));
        assertThat(raft.bindHost()).isEqualTo("127.0.0.1");
        assertThat(FloorConfigs.addresses(defaults).get(2).grpc()).isEqualTo("127.0.0.1:4585");
    }
}
