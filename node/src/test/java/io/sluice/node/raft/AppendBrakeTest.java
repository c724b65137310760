package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.node.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log does not run away from its rows, for Ratis keeps in the heap what is between them. */
@Timeout(120)
class AppendBrakeTest {
    private static final int ENTRIES = 600;
    private static final int ENTRY_BYTES = 100_000;

    /** An fsync takes up to 128 entries, and one or two may begin before it is known that the first are committed. */
    private static final int AHEAD_MAX = 400;

    private final AppendBrake brake = new AppendBrake();

    @Test
    void waitsUntilTheRowsAreNear() {
        CompletableFuture<Void> wait = brake.near(100, () -> 100 - AppendBrake.ENTRIES_MAX - 3);

        brake.applied(100 - AppendBrake.ENTRIES_MAX - 1);
        assertThat(wait).isNotDone();
        brake.applied(100 - AppendBrake.ENTRIES_MAX);

        assertThat(wait).isCompleted();
        assertThat(brake.near(100, () -> 100 - AppendBrake.ENTRIES_MAX)).isCompleted();
    }

    @Test
    void nothingWaitsForWhatIsNoMore() {
        CompletableFuture<Void> first = brake.near(100, () -> 0);
        CompletableFuture<Void> second = brake.near(200, () -> 0);

        assertThat(first).isCompleted();
        brake.release();
        assertThat(second).isCompleted();
    }

    @Test
    void aFollowerThatCatchesUpAppendsNoFasterThanItApplies(@TempDir Path folder) throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId away = cluster.followers().get(0);
            cluster.stop(away);
            for (int i = 0; i < ENTRIES; i++) {
                cluster.proposeMany(cluster.leader(), 1, ENTRY_BYTES);
            }

            cluster.applying.holdUp(away);
            cluster.start(away, LIMITS);

            await().atMost(20, TimeUnit.SECONDS).until(() -> cluster.flushedIndex(away) > AppendBrake.ENTRIES_MAX);
            await().during(Duration.ofSeconds(3))
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> cluster.flushedIndex(away) - cluster.appliedIndex(away) < AHEAD_MAX);
            cluster.applying.goOn();
            await().atMost(15, TimeUnit.SECONDS)
                    .until(() -> cluster.appliedIndex(away) == cluster.appliedIndex(cluster.leader()));
            assertThat(cluster.fatal).isEmpty();
            assertThat(cluster.host(away).replica(TABLET)).isPresent();
        }
    }
}
