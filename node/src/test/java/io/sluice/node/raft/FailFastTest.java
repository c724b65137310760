package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.ratis.server.RaftServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What leaves a replica useless without Ratis minding is fatal to its node: the others go on, and a restart mends. */
@Timeout(60)
class FailFastTest {
    /** More entries than a cluster that does nothing writes between the spoiling of its log and the next segment. */
    private static final int SPOILED_NAMES = 200;

    @TempDir
    private Path folder;

    private TestCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new TestCluster(folder).startAll(LIMITS);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void anErrorWhileApplyingIsFatal() {
        NodeId leader = cluster.leader();
        RequestId id = new RequestId(9, 1);
        Command poison = new TabletCommand.DropResource(new ResourceId(1));

        var unused = cluster.host(leader).propose(TABLET, id, poison, EntryCodec.encodeItem(id, poison));

        await().atMost(10, TimeUnit.SECONDS).until(() -> told("cannot apply entry") > 0);
        assertThat(cluster.fatal.get(0))
                .hasMessageContaining(TABLET.toString())
                .hasRootCauseMessage("a bug of the machine");
    }

    @Test
    void aLogThatCannotBeWrittenIsFatal() throws IOException {
        NodeId leader = cluster.leader();
        NodeId follower = cluster.followers().get(0);
        cluster.proposeMany(leader, 10, 10);
        spoilLog(follower);

        // A new term begins a new segment of the log, under a name that now leads nowhere.
        NodeId other = cluster.followers().get(1);
        cluster.host(leader).transfer(TABLET, other).join();
        cluster.proposeAnywhere();

        await().atMost(10, TimeUnit.SECONDS).until(() -> told("the log cannot be written") > 0);
    }

    @Test
    void aReplicaThatHasClosedItselfIsFatal() throws IOException {
        division(cluster.leader()).close();

        await().atMost(10, TimeUnit.SECONDS).until(() -> told("the replica of " + TABLET + " is CLOS") > 0);
    }

    @Test
    void aRaftServerThatHasClosedItselfIsFatal() throws IOException {
        division(cluster.leader()).getRaftServer().close();

        await().atMost(10, TimeUnit.SECONDS).until(() -> told("the RaftServer is CLOS") > 0);
    }

    private RaftServer.Division division(NodeId node) {
        RaftServer.Division division =
                cluster.host(node).hosted(TABLET).orElseThrow().stateMachine().division();
        return Objects.requireNonNull(division);
    }

    private long told(String text) {
        return cluster.fatal.stream()
                .filter(thrown -> String.valueOf(thrown.getMessage()).contains(text))
                .count();
    }

    private void spoilLog(NodeId node) throws IOException {
        long next = cluster.appliedIndex(node) + 1;
        try (Stream<Path> files = Files.walk(cluster.directory(node))) {
            for (Path log : files.filter(file -> file.endsWith("current")).toList()) {
                for (long index = next; index < next + SPOILED_NAMES; index++) {
                    Files.createSymbolicLink(log.resolve("log_inprogress_" + index), folder.resolve("no/such/folder"));
                }
            }
        }
    }
}
