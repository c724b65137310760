package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.netty.util.TimerTask;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A courier between two tablets, each with the real rules. */
final class CourierTest {
    private static final TabletId HOME = new TabletId(1);
    private static final TabletId AWAY = new TabletId(2);
    private static final ResourceId ORDERS = new ResourceId(1);
    private static final ResourceId DEAD = new ResourceId(2);
    private static final ResourceId AGAIN = new ResourceId(3);

    private final OneTablet home = new OneTablet();
    private final OneTablet away = new OneTablet();
    private final Road road = new Road();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Later timer = new Later();
    private final Courier courier = new Courier(HOME, home, () -> road, timer, work::add);

    /** Brings commands to the other tablet, or does not. */
    private final class Road implements Router {
        final List<TabletCommand.Accept> brought = new ArrayList<>();
        boolean closed;
        boolean losesReplies;
        final List<Query.FindHeir> asked = new ArrayList<>();
        Optional<Reply.Placed> heir = Optional.empty();

        @Override
        public CompletableFuture<Reply> execute(
                TabletId tablet, RequestId requestId, Command command, long deadlineNanos, OptionalLong waitMillis) {
            if (closed) {
                return CompletableFuture.failedFuture(ProposeFailure.unknown("nobody leads"));
            }
            brought.add((TabletCommand.Accept) command);
            Reply reply = away.apply(command);
            return losesReplies
                    ? CompletableFuture.failedFuture(ProposeFailure.timedOut("the reply is lost"))
                    : CompletableFuture.completedFuture(reply);
        }

        @Override
        public CompletableFuture<Reply> query(TabletId tablet, Query query, long deadlineNanos) {
            assertThat(tablet).isEqualTo(TabletId.CATALOG);
            asked.add((Query.FindHeir) query);
            return CompletableFuture.completedFuture(heir.<Reply>map(reply -> reply)
                    .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "dead")));
        }

        @Override
        public CompletableFuture<Reply> locate(ResourceName name, long deadlineNanos) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Reply.Placed> known(ResourceName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public TabletId standIn(ResourceName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<NodeId> leaderOf(TabletId tablet) {
            return Optional.empty();
        }
    }

    /** What shall be done later, done when a test says so. */
    private static final class Later implements Timer {
        private final Deque<TimerTask> waiting = new ArrayDeque<>();

        @Override
        public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
            waiting.add(task);
            return new Never();
        }

        void pass() throws Exception {
            waiting.remove().run(new Never());
        }

        @Override
        public Set<Timeout> stop() {
            return Set.of();
        }

        private final class Never implements Timeout {
            @Override
            public Timer timer() {
                return Later.this;
            }

            @Override
            public TimerTask task() {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isExpired() {
                return false;
            }

            @Override
            public boolean isCancelled() {
                return false;
            }

            @Override
            public boolean cancel() {
                return false;
            }
        }
    }

    @BeforeEach
    void queues() {
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put("RedrivePolicy", "of the edge");
        home.apply(new QueueCommand.Create(
                ORDERS,
                "orders",
                attributes,
                new TreeMap<>(),
                Optional.of(new QueueCommand.Redrive(DEAD, AWAY, 1, "dead"))));
        away.apply(new QueueCommand.Create(DEAD, "dead", new TreeMap<>(), new TreeMap<>()));
    }

    /** So many messages are received twice. */
    private void deadLetters(int count) {
        for (int i = 0; i < count; i++) {
            Bytes body = new Bytes(("m" + i).getBytes(StandardCharsets.UTF_8));
            home.apply(new QueueCommand.Send(
                    ORDERS, List.of(new QueueCommand.Outgoing(body, body.size(), OptionalLong.empty()))));
        }
        Command receive = new QueueCommand.Receive(ORDERS, count, OptionalLong.of(0), true);
        for (int receives = 0; receives < 2 + count / 100; receives++) {
            home.apply(receive);
        }
        assertThat(home.effects).contains(new Effect.Outgoing(AWAY));
    }

    private void work() {
        while (!work.isEmpty()) {
            work.remove().run();
        }
    }

    private static long visible(OneTablet tablet, ResourceId queue) {
        return ((Reply.QueueDescribed) tablet.ask(new Query.DescribeQueue(queue))).visible();
    }

    private static List<TabletId> destinations(OneTablet tablet) {
        return ((Reply.Unfinished) tablet.ask(new Query.Unfinished())).destinations();
    }

    @Test
    void bringsWhatWaitsInBatches() {
        deadLetters(101);

        courier.notice(AWAY);
        work();

        assertThat(road.brought).extracting(one -> one.parcels().size()).containsExactly(100, 1);
        assertThat(visible(away, DEAD)).isEqualTo(101);
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void bringsAgainWhatNobodyTook() throws Exception {
        deadLetters(3);
        road.closed = true;
        courier.notice(AWAY);
        work();
        assertThat(destinations(home)).contains(AWAY);

        road.closed = false;
        timer.pass();
        work();

        assertThat(visible(away, DEAD)).isEqualTo(3);
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void aLostReplyBringsNothingTwice() throws Exception {
        deadLetters(3);
        road.losesReplies = true;
        courier.notice(AWAY);
        work();
        road.losesReplies = false;
        timer.pass();
        work();

        assertThat(road.brought).hasSize(2);
        assertThat(visible(away, DEAD)).isEqualTo(3);
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void aNewLeaderGoesOnFromTheRows() {
        deadLetters(3);
        home.depose(true);
        courier.notice(AWAY);
        work();
        courier.end();
        assertThat(destinations(home)).contains(AWAY);

        home.depose(false);
        Courier next = new Courier(HOME, home, () -> road, timer, work::add);
        destinations(home).stream().filter(AWAY::equals).forEach(next::notice);
        work();

        assertThat(visible(away, DEAD)).isEqualTo(3);
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void whatIsRefusedComesBack() {
        deadLetters(3);
        away.apply(new TabletCommand.DropResource(DEAD));

        courier.notice(AWAY);
        work();

        assertThat(visible(home, ORDERS)).isEqualTo(3);
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void whatIsRefusedGoesToTheQueueThatHasTheNameNow() {
        deadLetters(3);
        away.apply(new TabletCommand.DropResource(DEAD));
        away.apply(new QueueCommand.Create(AGAIN, "dead", new TreeMap<>(), new TreeMap<>()));
        road.heir = Optional.of(new Reply.Placed(AGAIN, AWAY, true));

        courier.notice(AWAY);
        work();

        assertThat(visible(away, AGAIN)).isEqualTo(3);
        assertThat(visible(home, ORDERS)).isZero();
        assertThat(road.asked).containsExactly(new Query.FindHeir(ORDERS, "dead"));
        assertThat(destinations(home)).doesNotContain(AWAY);
    }

    @Test
    void aQueueThatIsBeingDeletedIsNotItsOwnHeir() {
        deadLetters(3);
        away.apply(new TabletCommand.DropResource(DEAD));
        road.heir = Optional.of(new Reply.Placed(DEAD, AWAY, true));

        courier.notice(AWAY);
        work();

        assertThat(visible(home, ORDERS)).isEqualTo(3);
    }

    @Test
    void whatIsNoticedWhileItWorksIsNotForgotten() {
        courier.notice(AWAY);
        deadLetters(2);
        courier.notice(AWAY);
        work();

        assertThat(visible(away, DEAD)).isEqualTo(2);
        assertThat(road.brought).hasSize(1);
    }

    @Test
    void afterItsEndItBringsNothing() {
        deadLetters(1);
        courier.notice(AWAY);
        courier.end();
        work();
        courier.notice(AWAY);
        work();

        assertThat(road.brought).isEmpty();
    }

    @Test
    void aMoveIsSteppedWhenItIsDueAndOnceAtATime() {
        Movers movers = new Movers(HOME, home, home::nowMillis);
        movers.notice(ORDERS, home.nowMillis() + 100);
        movers.step();
        assertThat(home.proposed).isEmpty();

        home.pass(100);
        movers.step();
        assertThat(home.proposed).containsExactly(new TabletCommand.MoveOn(ORDERS));
        home.hang();
        movers.step();
        movers.step();
        assertThat(home.proposed).hasSize(2);

        movers.notice(DEAD, Long.MAX_VALUE);
        movers.found(DEAD, Long.MAX_VALUE);
        movers.step();
        movers.end();
        movers.step();
        assertThat(home.proposed).hasSize(2);
    }
}
