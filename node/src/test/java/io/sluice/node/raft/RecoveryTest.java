package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final Query COUNT = new Query.Peek(new ResourceId(1));

    /** Header of a segment and some entries remain. */
    private static final long KEPT_BYTES = 400;

    @TempDir
    private Path folder;

    @Test
    void repeatsFromTheLogWhatWasNotFlushed() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId follower = cluster.followers().get(0);
            cluster.proposeMany(cluster.leader(), 300, 100);
            awaitCount(cluster, follower, 300);

            cluster.images.losing.set(true);
            cluster.stop(follower);
            cluster.images.losing.set(false);
            tear(cluster.directory(follower));
            cluster.entriesApplied(follower).set(0);
            cluster.start(follower, LIMITS);

            awaitCount(cluster, follower, 300);
            assertThat(cluster.entriesApplied(follower).get()).isPositive();
            assertThat(cluster.fatal).isEmpty();
        }
    }

    /** Ratis leaves an empty file when the disk is full in the wrong moment. */
    @Test
    void aReplicaThatForgotItsVoteMovesOnToATermInWhichItHasNotVoted() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId follower = cluster.followers().get(0);
            cluster.proposeMany(cluster.leader(), 20, 100);
            awaitCount(cluster, follower, 20);
            cluster.stop(follower);
            Path record = lastSegment(cluster.directory(follower)).resolveSibling("raft-meta");
            Files.write(record, new byte[0]);

            cluster.start(follower, LIMITS);

            awaitCount(cluster, follower, cluster.proposeAnywhere());
            assertThat(cluster.host(follower).replica(TABLET).orElseThrow().term())
                    .isGreaterThan(VoteRecord.TERMS_SKIPPED);
            assertThat(cluster.fatal).isEmpty();
        }
    }

    @Test
    void refusesToStartWithALogThatEndsBeforeTheRows() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId follower = cluster.followers().get(0);
            for (int i = 0; i < 20; i++) {
                cluster.proposeMany(cluster.leader(), 1, 100);
            }
            awaitCount(cluster, follower, 20);
            cluster.stop(follower);
            truncate(cluster.directory(follower));

            assertThatThrownBy(() -> cluster.start(follower, LIMITS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("acknowledged entries are lost");
        }
    }

    @Test
    void aFollowerBehindThePurgedLogGetsACheckpoint() throws Exception {
        RaftLimits eager = new RaftLimits(
                4L << 20, 1, Duration.ofSeconds(10), 40, 1L << 40, Duration.ofHours(1), 4, 1, 1, Duration.ofSeconds(2));
        try (TestCluster cluster = new TestCluster(folder).startAll(eager)) {
            NodeId away = cluster.followers().get(0);
            NodeId first = cluster.leader();
            NodeId second = cluster.followers().stream()
                    .filter(node -> !node.equals(away))
                    .findFirst()
                    .orElseThrow();
            cluster.stop(away);
            proposeOneByOne(cluster, first, 90);
            // A new term closes the segment; only closed ones are purged.
            cluster.host(first).transfer(TABLET, second).join();
            long proposed = 90;
            long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            // Flushes come by entries, so it takes entries until the log has gone on both.
            while (holdsFirstSegment(cluster, first) || holdsFirstSegment(cluster, second)) {
                assertThat(System.nanoTime()).as("the log is purged in time").isLessThan(untilNanos);
                proposeOneByOne(cluster, cluster.leader(), 10);
                proposed += 10;
            }

            cluster.start(away, eager);

            awaitCount(cluster, away, proposed);
            await().atMost(5, TimeUnit.SECONDS).until(() -> cluster.heard.contains(away + " installed"));
            cluster.stop(away);
            cluster.start(away, eager);
            long last = cluster.proposeAnywhere();
            awaitCount(cluster, away, last);
            assertThat(cluster.fatal).isEmpty();
        }
    }

    @Test
    void aNodeWhoseDiskIsNearlyFullGivesItsLeadsAway() throws Exception {
        RaftLimits full = new RaftLimits(
                4L << 20,
                2,
                Duration.ofSeconds(10),
                1_000_000,
                1L << 40,
                Duration.ofHours(1),
                2_000,
                Long.MAX_VALUE / 4,
                1,
                Duration.ofSeconds(1));
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId node = cluster.followers().get(0);
            cluster.stop(node);
            cluster.start(node, full);
            awaitCount(cluster, node, cluster.proposeAnywhere());

            cluster.host(cluster.leader()).transfer(TABLET, node).join();

            RaftHostTest.assertKind(
                    cluster.propose(node, 10), ProposeFailure.Kind.OVERLOADED, ProposeFailure.Kind.NOT_LEADER);
            await().atMost(10, TimeUnit.SECONDS).until(() -> !cluster.leader().equals(node));
            assertThat(cluster.proposeAnywhere()).isPositive();
            assertThat(cluster.fatal).isEmpty();
        }
    }

    private static void proposeOneByOne(TestCluster cluster, NodeId leader, int count) {
        for (int i = 0; i < count; i++) {
            cluster.proposeMany(leader, 1, 100);
        }
    }

    private static void awaitCount(TestCluster cluster, NodeId node, long count) {
        await().atMost(15, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> cluster.host(node)
                        .queryStale(TABLET, COUNT)
                        .equals(java.util.Optional.of(new Reply.SentOne(count))));
    }

    /** Leaves the beginning of one more entry behind, as a write that a crash cut off. */
    private static void tear(Path directory) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(lastSegment(directory).toFile(), "rw")) {
            long end = file.length();
            while (end > 0 && byteAt(file, end - 1) == 0) {
                end--;
            }
            file.seek(end);
            file.write(new byte[] {100, 1, 2, 3, 4});
            file.setLength(Math.max(file.length(), end + 200));
        }
    }

    private static int byteAt(RandomAccessFile file, long at) throws IOException {
        file.seek(at);
        return file.read();
    }

    private static void truncate(Path directory) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(lastSegment(directory).toFile(), "rw")) {
            file.setLength(KEPT_BYTES);
        }
    }

    private static Path lastSegment(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("log_inprogress_"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Lists names only: files go while this looks. */
    private static boolean holdsFirstSegment(TestCluster cluster, NodeId node) throws IOException {
        try (Stream<Path> groups = Files.list(cluster.directory(node))) {
            return groups.map(group -> group.resolve("current").toFile().list())
                    .filter(Objects::nonNull)
                    .flatMap(Stream::of)
                    .anyMatch(name -> name.startsWith("log_0-"));
        }
    }
}
