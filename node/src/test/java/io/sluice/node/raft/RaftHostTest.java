package io.sluice.node.raft;

import static io.sluice.node.raft.TestCluster.LIMITS;
import static io.sluice.node.raft.TestCluster.TABLET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftHostTest {
    private static final Query COUNT = new Query.Peek(new ResourceId(1));

    @TempDir
    private Path folder;

    @Test
    void commitsInOrderAndAnswersQueriesOnTheLeader() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId leader = cluster.leader();
            NodeId follower = cluster.followers().get(0);

            List<Long> replies = cluster.proposeMany(leader, 1_000, 100);

            assertThat(replies)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 1_000).boxed().toList());
            assertThat(cluster.host(leader).query(TABLET, COUNT).join()).isEqualTo(new Reply.SentOne(1_000));
            assertThat(cluster.host(leader).replica(TABLET).orElseThrow().role())
                    .isEqualTo("LEADER");
            assertThat(cluster.host(follower).leaderOf(TABLET)).contains(leader);
            assertKind(cluster.propose(follower, 10), ProposeFailure.Kind.NOT_LEADER);
            assertKind(cluster.host(follower).query(TABLET, COUNT), ProposeFailure.Kind.NOT_LEADER);
            await().atMost(5, TimeUnit.SECONDS)
                    .until(
                            () -> cluster.host(follower)
                                    .queryStale(TABLET, COUNT)
                                    .orElseThrow(),
                            reply -> reply.equals(new Reply.SentOne(1_000)));
            assertThat(cluster.host(leader).create(TABLET, List.copyOf(cluster.peers.keySet())))
                    .succeedsWithin(Duration.ofSeconds(5));

            cluster.host(leader).transfer(TABLET, follower).join();
            assertThat(cluster.leader()).isEqualTo(follower);
            assertThat(cluster.proposeMany(follower, 1, 10)).containsExactly(1_001L);
            await().atMost(5, TimeUnit.SECONDS).until(() -> cluster.heard.contains(leader + " lost"));
            assertThat(cluster.fatal).isEmpty();
        }
    }

    @Test
    void refusesWhatDoesNotFitWithoutSubmittingIt() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId leader = cluster.leader();
            long before = cluster.appliedIndex(leader);

            assertKind(cluster.propose(leader, Limits.COMMAND_BYTES_MAX), ProposeFailure.Kind.OVERLOADED);
            List<CompletableFuture<Reply>> flood = IntStream.range(0, 40)
                    .mapToObj(i -> cluster.propose(leader, Limits.COMMAND_BYTES_MAX - 1_000))
                    .toList();

            assertThat(flood)
                    .allSatisfy(each ->
                            assertThat(each.handle((reply, thrown) -> true)).succeedsWithin(Duration.ofSeconds(15)));
            long done = flood.stream()
                    .filter(each -> !each.isCompletedExceptionally())
                    .count();
            assertThat(done).isBetween(2L, 39L);
            flood.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .forEach(each -> assertKind(each, ProposeFailure.Kind.OVERLOADED));
            assertThat(cluster.appliedIndex(leader)).isEqualTo(before + done);
            assertThat(cluster.leader()).isEqualTo(leader);
            assertThat(cluster.fatal).isEmpty();
        }
    }

    @Test
    void goesOnWithoutItsLeaderAndWithoutRepeatingWhatIsFlushed() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId first = cluster.leader();
            cluster.proposeMany(first, 500, 100);
            List<CompletableFuture<Reply>> pending = IntStream.range(0, 200)
                    .mapToObj(i -> cluster.propose(first, 100))
                    .toList();

            cluster.stop(first);

            assertThat(pending).allSatisfy(each -> assertThat(each).isDone());
            pending.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .forEach(each -> assertKind(each, ProposeFailure.Kind.UNKNOWN, ProposeFailure.Kind.NOT_LEADER));
            long answered = pending.stream()
                    .filter(each -> !each.isCompletedExceptionally())
                    .count();
            long count = cluster.proposeAnywhere();
            assertThat(count).isGreaterThan(500 + answered);

            cluster.entriesApplied(first).set(0);
            cluster.start(first, LIMITS);
            long last = cluster.proposeAnywhere();
            await().atMost(10, TimeUnit.SECONDS)
                    .until(
                            () -> cluster.host(first).queryStale(TABLET, COUNT).orElseThrow(),
                            reply -> reply.equals(new Reply.SentOne(last)));
            assertThat(cluster.entriesApplied(first).get()).isLessThanOrEqualTo(last - 500);
            assertThat(cluster.fatal).isEmpty();
        }
    }

    @Test
    void aCopyIsLookedAtWhileApplyingGoesOnOneAtATime() throws Exception {
        try (TestCluster cluster = new TestCluster(folder).startAll(LIMITS)) {
            NodeId leader = cluster.leader();
            RaftHost host = cluster.host(leader);
            cluster.proposeMany(leader, 100, 10);

            Position looked = host.lookAtCopy(TABLET, (position, rows) -> {
                long then = commands(rows);
                cluster.proposeMany(leader, 50, 10);
                assertThat(commands(rows)).isEqualTo(then).isEqualTo(100);
                assertThatThrownBy(() -> host.lookAtCopy(TABLET, (again, more) -> true))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("already");
                return position;
            });

            assertThat(looked.index()).isLessThan(cluster.appliedIndex(leader));
            assertThat(host.<Long>lookAtCopy(TABLET, (position, rows) -> commands(rows)))
                    .isEqualTo(150);
            assertThatThrownBy(() -> host.lookAtCopy(new TabletId(9), (position, rows) -> true))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no replica");
        }
    }

    private static long commands(View rows) {
        return rows.get(TallyMachine.TALLY, new Keys.Only()).orElseThrow().commands();
    }

    static void assertKind(CompletableFuture<Reply> future, ProposeFailure.Kind... kinds) {
        assertThat(future.handle((reply, thrown) -> thrown))
                .succeedsWithin(Duration.ofSeconds(10))
                .isInstanceOfSatisfying(
                        ProposeFailure.class,
                        failure -> assertThat(failure.kind()).isIn((Object[]) kinds));
    }
}
