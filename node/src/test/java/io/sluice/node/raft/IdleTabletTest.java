package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
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
}
