package io.sluice.node.raft;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.util.LifeCycle;

/**
 * Looks once a second at what Ratis does not tell: divisions that have closed themselves, answers
 * that never came, flushes that are due, the disk.
 */
final class Watch {
    private static final long PERIOD_MILLIS = 1_000;

    /** A lead that was refused by the others is not offered again at once. */
    private static final long OFFER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final RaftServer server;
    private final Supplier<Iterable<HostedTablet>> tablets;
    private final Map<HostedTablet, SnapshotDuty> duties = new ConcurrentHashMap<>();
    private final Map<HostedTablet, Long> offeredNanos = new ConcurrentHashMap<>();
    private final Function<HostedTablet, SnapshotDuty> newDuty;
    private final FreeSpace space;
    private final Consumer<HostedTablet> giveAway;
    private final Consumer<Throwable> fatal;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "raft-watch");
        made.setDaemon(true);
        return made;
    });

    Watch(
            RaftServer server,
            Supplier<Iterable<HostedTablet>> tablets,
            Function<HostedTablet, SnapshotDuty> newDuty,
            FreeSpace space,
            Consumer<HostedTablet> giveAway,
            Consumer<Throwable> fatal) {
        this.server = server;
        this.tablets = tablets;
        this.newDuty = newDuty;
        this.space = space;
        this.giveAway = giveAway;
        this.fatal = fatal;
    }

    void start() {
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(this::guardedLook, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    void stop() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void guardedLook() {
        try {
            look(System.nanoTime());
        } catch (Throwable thrown) {
            if (!clock.isShutdown()) {
                fatal.accept(new IllegalStateException("the watch over the replicas failed", thrown));
            }
        }
    }

    private void look(long nowNanos) throws IOException {
        space.look();
        if (!server.getLifeCycleState().isRunning()) {
            report("the RaftServer is " + server.getLifeCycleState());
            return;
        }
        for (HostedTablet hosted : tablets.get()) {
            look(hosted, nowNanos);
        }
    }

    private void look(HostedTablet hosted, long nowNanos) {
        RaftServer.Division division = hosted.stateMachine().division();
        if (division == null) {
            return;
        }
        LifeCycle.State state = division.getInfo().getLifeCycleState();
        if (state.isClosingOrClosed() || state == LifeCycle.State.EXCEPTION) {
            report("the replica of " + hosted.tablet() + " is " + state);
            return;
        }
        hosted.reconcile();
        hosted.proposer().expire(nowNanos);
        duties.computeIfAbsent(hosted, newDuty).look(nowNanos);
        if (space.isLow()
                && hosted.leads()
                && nowNanos - offeredNanos.getOrDefault(hosted, nowNanos - OFFER_NANOS) >= OFFER_NANOS) {
            offeredNanos.put(hosted, nowNanos);
            giveAway.accept(hosted);
        }
    }

    private void report(String what) {
        if (!clock.isShutdown()) {
            fatal.accept(new IllegalStateException(what));
        }
    }
}
