package io.sluice.node.cluster;

import io.netty.util.Timeout;
import io.netty.util.Timer;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Tablets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Brings calls to the leader of their tablet. This node knows who leads, for it holds a replica of
 * every tablet; when it is wrong or nobody leads, the call is tried again after a short pause, under
 * the same request id, until its deadline.
 */
public final class TabletRouter implements Router {
    private static final long PAUSE_MILLIS_FIRST = 10;
    private static final long PAUSE_MILLIS_MAX = 200;
    private static final long LOOK_AGAIN_MILLIS = 500;

    private final Members members;
    private final Tablets tablets;
    private final LocalTablets local;
    private final PeerLinks links;
    private final CatalogCache catalog;
    private final Timer timer;

    /** A router of this node; the timer ends calls at their deadline. */
    public TabletRouter(
            Members members, Tablets tablets, LocalTablets local, PeerLinks links, CatalogCache catalog, Timer timer) {
        this.members = members;
        this.tablets = tablets;
        this.local = local;
        this.links = links;
        this.catalog = catalog;
        this.timer = timer;
    }

    @Override
    public CompletableFuture<Reply> execute(
            TabletId tablet, RequestId requestId, Command command, long deadlineNanos, OptionalLong waitMillis) {
        Bytes item = new Bytes(EntryCodec.encodeItem(requestId, command));
        long begunNanos = System.nanoTime();
        return begin(tablet, deadlineNanos, leader -> {
            long spentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
            OptionalLong waitLeft = waitMillis.isPresent()
                    ? OptionalLong.of(Math.max(0, waitMillis.getAsLong() - spentMillis))
                    : OptionalLong.empty();
            Call call = new Call(requestId, command, item, deadlineNanos, waitLeft);
            return leader.equals(members.self())
                    ? local.execute(tablet, call)
                    : links.to(leader).execute(tablet, call);
        });
    }

    @Override
    public CompletableFuture<Reply> query(TabletId tablet, Query query, long deadlineNanos) {
        return begin(
                tablet,
                deadlineNanos,
                leader -> leader.equals(members.self())
                        ? local.query(tablet, query)
                        : links.to(leader).query(tablet, query, deadlineNanos));
    }

    @Override
    public Optional<Reply.Placed> known(ResourceName name) {
        return catalog.placed(name);
    }

    @Override
    public CompletableFuture<Reply> locate(ResourceName name, long deadlineNanos) {
        Optional<Reply.Placed> known = known(name);
        return known.isPresent()
                ? CompletableFuture.completedFuture(known.get())
                : query(TabletId.CATALOG, new Query.Locate(name), deadlineNanos);
    }

    @Override
    public TabletId standIn(ResourceName name) {
        return catalog.cluster().map(cluster -> StandIns.of(cluster, name)).orElse(TabletId.CATALOG);
    }

    @Override
    public Optional<NodeId> leaderOf(TabletId tablet) {
        return tablets.leads(tablet) ? Optional.of(members.self()) : tablets.leaderOf(tablet);
    }

    private CompletableFuture<Reply> begin(
            TabletId tablet, long deadlineNanos, Function<NodeId, CompletableFuture<Reply>> step) {
        Attempt attempt = new Attempt(tablet, deadlineNanos, step);
        attempt.start();
        return attempt.result;
    }

    /** One call and its tries. */
    private final class Attempt {
        private final TabletId tablet;
        private final long deadlineNanos;
        private final Function<NodeId, CompletableFuture<Reply>> step;
        private final CompletableFuture<Reply> result = new CompletableFuture<>();
        private volatile CompletableFuture<Reply> current = CompletableFuture.completedFuture(Reply.Done.DONE);
        private long pauseMillis = PAUSE_MILLIS_FIRST;
        private volatile String trouble = "no leader is known";

        Attempt(TabletId tablet, long deadlineNanos, Function<NodeId, CompletableFuture<Reply>> step) {
            this.tablet = tablet;
            this.deadlineNanos = deadlineNanos;
            this.step = step;
        }

        void start() {
            Timeout deadline = timer.newTimeout(
                    timeout -> expire(), Math.max(1, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            var unused = result.whenComplete((reply, failure) -> {
                deadline.cancel();
                if (result.isCancelled()) {
                    current.cancel(false);
                }
            });
            tryOnce();
        }

        private void expire() {
            if (result.completeExceptionally(
                    ProposeFailure.timedOut("no answer from " + tablet + " in time: " + trouble))) {
                current.cancel(false);
            }
        }

        private void tryOnce() {
            if (result.isDone()) {
                return;
            }
            // A node that was frozen gets here before its timers do: nobody waits for the answer any more.
            if (deadlineNanos - System.nanoTime() <= 0) {
                expire();
                return;
            }
            Optional<NodeId> leader = leaderOf(tablet);
            if (leader.isEmpty()) {
                pause("no leader is known");
                return;
            }
            CompletableFuture<Reply> reply = step.apply(leader.get());
            current = reply;
            if (!leader.get().equals(members.self())) {
                watch(leader.get(), reply);
            }
            var unused = reply.whenComplete((done, thrown) -> {
                if (thrown == null) {
                    result.complete(done);
                } else if (!result.isDone()) {
                    failed(Failures.of(thrown));
                }
            });
            if (result.isCancelled()) {
                reply.cancel(false);
            }
        }

        /** A node that is frozen does not say that it leads no more: look now and then who leads. */
        private void watch(NodeId asked, CompletableFuture<Reply> reply) {
            var unused = timer.newTimeout(
                    timeout -> {
                        if (reply.isDone()) {
                            return;
                        }
                        Optional<NodeId> leader = leaderOf(tablet);
                        if (leader.isPresent() && !leader.get().equals(asked)) {
                            // Completes what waits on it, which then tries again.
                            reply.completeExceptionally(ProposeFailure.unknown(asked + " no longer leads " + tablet));
                        } else {
                            watch(asked, reply);
                        }
                    },
                    LOOK_AGAIN_MILLIS,
                    TimeUnit.MILLISECONDS);
        }

        private void failed(ProposeFailure failure) {
            switch (failure.kind()) {
                case NOT_LEADER, UNKNOWN -> pause(String.valueOf(failure.getMessage()));
                case OVERLOADED, TIMED_OUT -> result.completeExceptionally(failure);
            }
        }

        private void pause(String why) {
            trouble = why;
            long millis = pauseMillis;
            pauseMillis = Math.min(PAUSE_MILLIS_MAX, 2 * pauseMillis);
            var unused = timer.newTimeout(timeout -> tryOnce(), millis, TimeUnit.MILLISECONDS);
        }
    }
}
