package io.sluice.node.leader;

import io.netty.util.Timer;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.Command;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Carries what waits in the outbox of one led tablet to the tablets that it is for (ADR 0040): for
 * each of these one batch at a time, from the front, and on to the next when the outbox has noted
 * what became of it. It remembers nothing that is not in the rows, so a new leader's courier goes on
 * where the last one was; what is brought twice is taken once. Its commands carry no request id, for
 * the inbox answers a repeated batch better than a reply that is kept for two minutes.
 */
final class Courier {
    private static final long CARRY_SECONDS = 10;
    private static final long PAUSE_MILLIS = 200;

    private final TabletId home;
    private final Tablets tablets;
    private final Supplier<Router> router;
    private final Timer timer;
    private final Executor executor;
    private final Set<TabletId> busy = new TreeSet<>();
    private final Set<TabletId> noticed = new TreeSet<>();
    private boolean ended;

    /** A courier of the tablet; {@code executor} runs what reads rows. */
    Courier(TabletId home, Tablets tablets, Supplier<Router> router, Timer timer, Executor executor) {
        this.home = home;
        this.tablets = tablets;
        this.router = router;
        this.timer = timer;
        this.executor = executor;
    }

    /** Something waits for a tablet. Cheap; never blocks. */
    void notice(TabletId to) {
        synchronized (this) {
            if (ended || !busy.add(to)) {
                noticed.add(to);
                return;
            }
        }
        executor.execute(() -> carry(to));
    }

    /** Carries no more. What is on its way may still arrive, as it may with the death of a node. */
    synchronized void end() {
        ended = true;
    }

    private void carry(TabletId to) {
        if (isEnded()) {
            return;
        }
        Optional<Reply.Parcels> front = tablets.queryStale(
                        home, new Query.Outbox(to, Limits.PARCELS_MAX, Limits.PARCEL_BYTES_MAX))
                .map(Reply.Parcels.class::cast)
                .filter(parcels -> !parcels.parcels().isEmpty());
        if (front.isEmpty()) {
            rest(to);
            return;
        }
        Reply.Parcels batch = front.get();
        Command accept = new TabletCommand.Accept(home, batch.first(), batch.parcels());
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(CARRY_SECONDS);
        var unused = router.get()
                .execute(to, RequestId.NONE, accept, deadlineNanos, OptionalLong.empty())
                .thenCompose(reply -> settle(to, batch, reply, deadlineNanos))
                .whenComplete((settled, failure) -> next(to, failure));
    }

    private CompletableFuture<Reply> settle(TabletId to, Reply.Parcels batch, Reply reply, long deadlineNanos) {
        if (!(reply instanceof Reply.Accepted accepted)) {
            return CompletableFuture.failedFuture(new IllegalStateException(to + " answers parcels with " + reply));
        }
        List<Long> refused = accepted.refused();
        return refused.isEmpty()
                ? settle(to, batch, refused, List.of())
                : new Heirs(router.get(), deadlineNanos)
                        .find(batch, refused)
                        .thenCompose(heirs -> settle(to, batch, refused, heirs));
    }

    private CompletableFuture<Reply> settle(
            TabletId to, Reply.Parcels batch, List<Long> refused, List<TabletCommand.Heir> heirs) {
        Command settle =
                new TabletCommand.Settle(to, batch.first(), batch.parcels().size(), refused, heirs);
        return tablets.propose(home, RequestId.NONE, settle, EntryCodec.encodeItem(RequestId.NONE, settle));
    }

    private void next(TabletId to, @Nullable Throwable failure) {
        if (isEnded()) {
            return;
        }
        if (failure == null) {
            executor.execute(() -> carry(to));
        } else {
            // Nobody leads there, or no longer here: the rows keep what is not settled.
            timer.newTimeout(
                    timeout -> {
                        if (!isEnded()) {
                            executor.execute(() -> carry(to));
                        }
                    },
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Nothing was there a moment ago; what was noticed since is looked for at once. */
    private void rest(TabletId to) {
        boolean again;
        synchronized (this) {
            again = noticed.remove(to);
            if (!again) {
                busy.remove(to);
            }
        }
        if (again) {
            executor.execute(() -> carry(to));
        }
    }

    private synchronized boolean isEnded() {
        return ended;
    }
}
