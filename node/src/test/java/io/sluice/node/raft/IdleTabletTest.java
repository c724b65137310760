package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.node.model.NodeId;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replica that was away learns all that was committed, though nothing new is proposed. */
class IdleTabletTest {
    @TempDir
    private Path folder;

    @Test
    void aFollowerThatWasAwayLearnsTheLastCommitOfAnIdleTablet() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            for (int round = 0; round < 6; round++) {
                NodeId follower = cluster.followers().get(round % 2);
                NodeId leader = cluster.leader();
                cluster.proposeMany(leader, 3, 100);
                cluster.stop(follower);
                if (round % 3 != 0) {
                    cluster.proposeMany(cluster.leader(), 3, 100);
                }
                cluster.start(follower, LIMITS);

                await("round " + round)
                        .atMost(20, TimeUnit.SECONDS)
                        .until(() -> cluster.appliedIndex(follower) == cluster.appliedIndex(cluster.leader()));
            }
            assertThat(cluster.fatal).isEmpty();
        }
    }

    /**
     * Its last entries reach a node that stops as it hands the lead over, and their receipt does not reach the new
     * leader: once in five times or so.
     */
    @Test
    void aFollowerThatCameBackAndMissesNothingGetsTheLeadOfAnIdleTablet() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            for (int round = 0; round < 8; round++) {
                NodeId first = cluster.leader();
                cluster.proposeMany(first, 3, 100);
                cluster.stop(first);
                NodeId second = cluster.leader();
                cluster.start(first, LIMITS);
                await("round " + round)
                        .atMost(20, TimeUnit.SECONDS)
                        .until(() -> cluster.appliedIndex(first) == cluster.appliedIndex(second));

                // Again and again, as the leader may still wait before it tries the way to the node once more.
                await("round " + round)
                        .atMost(20, TimeUnit.SECONDS)
                        .ignoreExceptions()
                        .until(() -> {
                            NodeId leader = cluster.leader();
                            if (!leader.equals(first)) {
                                cluster.host(leader).transfer(TABLET, first).join();
                            }
                            return leader.equals(first);
                        });
            }
            assertThat(cluster.fatal).isEmpty();
        }
    }
}
