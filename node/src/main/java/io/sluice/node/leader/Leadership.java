package io.sluice.node.leader;

import io.netty.util.Timer;
import io.sluice.node.cluster.Call;
import io.sluice.node.cluster.CatalogCache;
import io.sluice.node.cluster.LocalTablets;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Rider;
import io.sluice.node.raft.TabletListener;
import io.sluice.node.raft.Tablets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node leads, and since when: begins and ends the leader's work with the term. */
public final class Leadership implements TabletListener, LocalTablets, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    /** Counters and retention are at most this far behind when nobody receives. */
    private static final long SWEEP_MILLIS = 500;

    /** How often moves are looked after: with the bound on one step, more than their greatest rate. */
    private static final long MOVE_MILLIS = 100;

    /** How often it is looked whether a schedule is due: messages are so much later at most. */
    private static final long ALARM_MILLIS = 50;

    private final Supplier<Tablets> tablets;
    private final Supplier<CatalogCache> catalog;
    private final Supplier<Router> router;
    private final LongSupplier clockMillis;
    private final Timer timer;
    private final Executor executor;
    private final Seats seats = new Seats(Seats.MAX);
    private final Map<TabletId, LedTablet> led = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * Leadership of this node.
     *
     * @param tablets given later, for the tablets report to this very object
     * @param router given later, for it routes to this very object; used by what is led only
     * @param executor where work goes that must not hold up the consensus engine
     */
    public Leadership(
            Supplier<Tablets> tablets,
            Supplier<CatalogCache> catalog,
            Supplier<Router> router,
            LongSupplier clockMillis,
            Timer timer,
            Executor executor) {
        this.tablets = tablets;
        this.catalog = catalog;
        this.router = router;
        this.clockMillis = clockMillis;
        this.timer = timer;
        this.executor = executor;
    }

    /** Begins the rounds of clean-up. */
    public void start() {
        every(SWEEP_MILLIS, LedTablet::sweep);
        every(MOVE_MILLIS, LedTablet::moveOn);
        every(ALARM_MILLIS, LedTablet::ring);
    }

    private void every(long millis, Consumer<LedTablet> round) {
        timer.newTimeout(
                timeout -> {
                    led.values().forEach(round);
                    if (!closed) {
                        every(millis, round);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void leaderReady(TabletId tablet, long term) {
        Courier courier = new Courier(tablet, tablets.get(), router, timer, executor);
        Alarms alarms = new Alarms(tablet, tablets.get(), clockMillis, executor);
        LedTablet begun = new LedTablet(tablet, term, tablets.get(), clockMillis, timer, seats, courier, alarms);
        LedTablet former = led.put(tablet, begun);
        if (former != null) {
            former.end();
        }
        LOG.info("leads {} in term {}", tablet, term);
        // Off this thread, for it reads the whole list of resources; hints that come meanwhile are newer
        // than what is read, and a gate that is told an older level is corrected by the next hint or sweep.
        executor.execute(begun::begin);
    }

    @Override
    public void leaderLost(TabletId tablet) {
        LedTablet former = led.remove(tablet);
        if (former != null) {
            LOG.info("no longer leads {} (term {})", tablet, former.term());
            executor.execute(former::end);
        }
    }

    @Override
    public void applied(TabletId tablet, List<Effect> effects, boolean leading) {
        LedTablet here = leading ? led.get(tablet) : null;
        for (Effect effect : effects) {
            if (here != null) {
                here.notice(effect);
            }
            if (effect instanceof Effect.CatalogChanged) {
                catalog.get().changed();
            }
        }
    }

    @Override
    public List<Rider> riders(TabletId tablet, List<Entry.Item> entry) {
        LedTablet here = led.get(tablet);
        return here == null ? List.of() : here.riders(entry);
    }

    @Override
    public void installed(TabletId tablet) {
        if (tablet.equals(TabletId.CATALOG)) {
            catalog.get().changed();
        }
    }

    @Override
    public boolean leads(TabletId tablet) {
        return led.containsKey(tablet) && tablets.get().leads(tablet);
    }

    @Override
    public CompletableFuture<Reply> execute(TabletId tablet, Call call) {
        LedTablet here = led.get(tablet);
        return here == null ? CompletableFuture.failedFuture(notLeader(tablet)) : here.execute(call);
    }

    @Override
    public CompletableFuture<Reply> query(TabletId tablet, Query query) {
        return led.containsKey(tablet)
                ? tablets.get().query(tablet, query)
                : CompletableFuture.failedFuture(notLeader(tablet));
    }

    /** The resources of a tablet that this node leads; empty when another does. */
    public Set<ResourceId> resources(TabletId tablet) {
        LedTablet here = led.get(tablet);
        return here == null ? Set.of() : here.resources();
    }

    @Override
    public void close() {
        closed = true;
        led.values().forEach(LedTablet::end);
        led.clear();
    }

    private ProposeFailure notLeader(TabletId tablet) {
        return ProposeFailure.notLeader(
                "this node does not lead " + tablet,
                Optional.ofNullable(tablets.get()).flatMap(t -> t.leaderOf(tablet)));
    }
}
