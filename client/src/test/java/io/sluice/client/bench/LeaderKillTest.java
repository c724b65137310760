package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.SluiceClient;
import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.FakeNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Only a leader that was missed, and that is seen again, was killed and came back. */
@Timeout(60)
final class LeaderKillTest {
    private static final LeaderKill.Pace FAST = new LeaderKill.Pace(Duration.ZERO, Duration.ofMillis(500));
    private static final LeaderKill.Pace PATIENT = new LeaderKill.Pace(Duration.ZERO, Duration.ofSeconds(20));

    @TempDir
    private Path directory;

    private FakeCluster cluster;
    private SluiceClient client;

    @BeforeEach
    void start() throws IOException {
        cluster = FakeCluster.start(2);
        cluster.lead(cluster.node(2));
        client = SluiceClient.builder(cluster.addresses()).build();
        client.queues().createQueue("q");
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    @Test
    void aLeaderThatWasMissedAndIsSeenAgainIsNoTrouble() throws Exception {
        Path told = directory.resolve("told");
        String kill = "echo killed {node} >>" + told;
        String restart = "echo restarted {node} >>" + told;

        assertThat(trouble(PATIENT, kill, restart, this::obey)).isEmpty();
        assertThat(told).content().isEqualTo("killed 2\nrestarted 2\n");
    }

    @Test
    void aNodeThatIsToStayDeadIsNoTrouble() throws Exception {
        assertThat(trouble(PATIENT, "true", "", this::obey)).isEmpty();
        assertThat(cluster.node(2).alive()).isFalse();
    }

    @Test
    void nobodyIsKilledWhenNobodyIsKnownToLead() throws Exception {
        Path told = directory.resolve("told");
        cluster.lead(null);
        client.close();
        client = SluiceClient.builder(cluster.addresses()).build(); // nor does it know from before

        assertThat(trouble(FAST, "touch " + told, "", line -> {}))
                .contains("nobody was killed: no node is known to lead the queue");
        assertThat(told).doesNotExist();
    }

    @Test
    void aCommandThatFailsSaysWhy() throws Exception {
        assertThat(trouble(FAST, "echo; echo there is no node {node}; exit 3", "", line -> {}))
                .hasValueSatisfying(
                        why -> assertThat(why).startsWith("nobody was killed").endsWith("with 3: there is no node 2"));
        assertThat(trouble(PATIENT, "true", "echo no disk; false", this::obey))
                .hasValueSatisfying(why -> assertThat(why)
                        .startsWith("node n2 was killed and did not come back")
                        .endsWith("ended with 1: no disk"));
    }

    @Test
    void aCommandThatSucceedsWithoutAnEffectIsSeenThrough() throws Exception {
        assertThat(trouble(FAST, "true", "true", line -> {}))
                .contains("nobody was killed: node n2 went on after 'true'");
        assertThat(trouble(FAST, "true", "echo {node}", line -> {
                    if (line.startsWith("killing")) {
                        cluster.node(2).kill();
                    }
                }))
                .contains("node n2 was killed and did not come back: the cluster does not see it after 'echo 2'");
    }

    private Optional<String> trouble(LeaderKill.Pace pace, String kill, String restart, Consumer<String> progress)
            throws InterruptedException {
        return LeaderKill.start(client, "q", new Death(kill, restart), pace, progress)
                .awaitTrouble();
    }

    /** Does to the fake what is said of it. */
    private void obey(String line) {
        FakeNode node = cluster.node(2);
        if (line.startsWith("killing")) {
            node.kill();
        } else if (line.startsWith("restarting")) {
            try {
                node.restart();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
