package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.peer.v1.ReplicaReport;
import io.sluice.peer.v1.StatusResponse;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StragglersTest {
    private final Stragglers stragglers = new Stragglers();

    @Test
    void aReplicaThatStandsStillBehindAnIdleLeaderIsFoundAtTheSecondLook() {
        assertThat(stragglers.look(statuses(10, 9))).isEmpty();
        assertThat(stragglers.look(statuses(10, 9))).containsExactly(new TabletId(3));
    }

    @Test
    void aReplicaThatMovesOrWhoseLeaderMovesIsLeftAlone() {
        assertThat(stragglers.look(statuses(10, 7))).isEmpty();
        assertThat(stragglers.look(statuses(10, 8))).isEmpty();
        assertThat(stragglers.look(statuses(11, 8))).isEmpty();
        assertThat(stragglers.look(statuses(11, 11))).isEmpty();
        assertThat(stragglers.look(statuses(11, 11))).isEmpty();
    }

    @Test
    void withoutALeaderNobodyIsBehind() {
        SortedMap<NodeId, StatusResponse> statuses = statuses(10, 9);
        statuses.remove(new NodeId("n1"));

        assertThat(stragglers.look(statuses)).isEmpty();
        assertThat(stragglers.look(statuses)).isEmpty();
    }

    private static SortedMap<NodeId, StatusResponse> statuses(long committed, long applied) {
        SortedMap<NodeId, StatusResponse> statuses = new TreeMap<>();
        statuses.put(new NodeId("n1"), status("LEADER", committed, committed));
        statuses.put(new NodeId("n2"), status("FOLLOWER", committed, committed));
        statuses.put(new NodeId("n3"), status("FOLLOWER", applied, applied));
        return statuses;
    }

    private static StatusResponse status(String role, long committed, long applied) {
        return StatusResponse.newBuilder()
                .addReplicas(ReplicaReport.newBuilder()
                        .setTablet(3)
                        .setRole(role)
                        .setCommitIndex(committed)
                        .setAppliedIndex(applied))
                .build();
    }
}
