package io.sluice.node.leader;

import io.netty.util.Timer;
import io.sluice.node.cluster.Call;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.node.raft.Rider;
import io.sluice.node.raft.Tablets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One tablet while this node leads it, in one term: the gates of its resources, and what is due in them. */
final class LedTablet {
    /** Polls that may join one entry; the others wait for its effects. */
    private static final int RIDERS_MAX = 100;

    private final TabletId tablet;
    private final long term;
    private final Tablets tablets;
    private final LongSupplier clockMillis;
    private final Timer timer;
    private final Seats seats;
    private final Map<ResourceId, Gate> gates = new ConcurrentHashMap<>();
    private final Set<ResourceId> sweeping = ConcurrentHashMap.newKeySet();
    private final Courier courier;
    private final Movers movers;
    private final Alarms alarms;

    LedTablet(
            TabletId tablet,
            long term,
            Tablets tablets,
            LongSupplier clockMillis,
            Timer timer,
            Seats seats,
            Courier courier,
            Alarms alarms) {
        this.tablet = tablet;
        this.term = term;
        this.tablets = tablets;
        this.clockMillis = clockMillis;
        this.timer = timer;
        this.seats = seats;
        this.courier = courier;
        this.movers = new Movers(tablet, tablets, clockMillis);
        this.alarms = alarms;
    }

    long term() {
        return term;
    }

    /** Reads from the state what every resource has to give: hints of former leaders are lost. */
    void begin() {
        // A gate that is there already was made by a hint, which is newer than what was read.
        tablets.levels(tablet).forEach(level -> gates.computeIfAbsent(level.resource(), any -> gate(level)));
        tablets.queryStale(tablet, new Query.Unfinished())
                .map(Reply.Unfinished.class::cast)
                .ifPresent(unfinished -> {
                    unfinished.destinations().forEach(courier::notice);
                    unfinished.moving().forEach(moving -> movers.found(moving.resource(), moving.nextMillis()));
                    unfinished.scheduled().forEach(one -> alarms.found(one.resource(), one.nextMillis()));
                });
    }

    CompletableFuture<Reply> execute(Call call) {
        Optional<ResourceId> polled = call.command().polls();
        if (polled.isEmpty()) {
            return propose(call);
        }
        Gate gate = gates.computeIfAbsent(polled.get(), this::gate);
        // Without a gate there is no such resource here: the machine says so. A poll that was answered before
        // is asked again for that answer, which has nothing to do with what is visible now.
        if (gate == null || (gate.idle() && tablets.answered(tablet, call.requestId()))) {
            return propose(call);
        }
        return call.command().repeats()
                ? RepeatedPoll.run(
                        () -> propose(call),
                        () -> gate.enter(call, call.command().wanted()))
                : gate.enter(call, call.command().wanted());
    }

    /**
     * Parked polls for which an entry brings something. They go through the log with the messages
     * that they wait for, and not in a further entry once those are seen.
     */
    List<Rider> riders(List<Entry.Item> entry) {
        Map<Gate, Integer> fed = Map.of();
        for (Entry.Item item : entry) {
            Gate gate = item.command().feeds().map(gates::get).orElse(null);
            if (gate != null && gate.hasParked()) {
                if (fed.isEmpty()) {
                    fed = new LinkedHashMap<>();
                }
                fed.merge(gate, item.command().fed(), Integer::sum);
            }
        }
        if (fed.isEmpty()) {
            return List.of();
        }
        List<Rider> riders = new ArrayList<>();
        fed.forEach((gate, messages) -> riders.addAll(gate.ride(messages, RIDERS_MAX - riders.size())));
        return riders;
    }

    void notice(Effect effect) {
        if (effect instanceof Effect.Level level) {
            level(level);
        } else if (effect instanceof Effect.Gone gone) {
            Gate gate = gates.remove(gone.resource());
            if (gate != null) {
                gate.close(ProposeFailure.unknown("the resource was deleted"));
            }
        } else if (effect instanceof Effect.Outgoing outgoing) {
            courier.notice(outgoing.to());
        } else if (effect instanceof Effect.Moving moving) {
            movers.notice(moving.resource(), moving.nextMillis());
        } else if (effect instanceof Effect.Scheduled scheduled) {
            alarms.notice(scheduled.resource(), scheduled.nextMillis());
        }
    }

    /** Proposes the steps of moves that are due. */
    void moveOn() {
        movers.step();
    }

    /** Has schedules run that are due. */
    void ring() {
        alarms.step();
    }

    /** Proposes clean-up where something is due: leases that ran out, messages past their retention. */
    void sweep() {
        gates.forEach((resource, gate) -> {
            if (gate.wantsSweep() && sweeping.add(resource)) {
                sweep(resource, gate);
            }
        });
    }

    private void sweep(ResourceId resource, Gate gate) {
        Command command = new TabletCommand.Sweep(resource);
        var unused = tablets.propose(tablet, RequestId.NONE, command, EntryCodec.encodeItem(RequestId.NONE, command))
                .whenComplete((done, failure) -> {
                    sweeping.remove(resource);
                    // What one bounded turn left over goes on at once, not at the next round.
                    if (failure == null && gate.wantsSweep() && sweeping.add(resource)) {
                        sweep(resource, gate);
                    }
                });
    }

    void end() {
        courier.end();
        movers.end();
        alarms.end();
        gates.values().forEach(gate -> gate.close(ProposeFailure.notLeader("the lead has moved", Optional.empty())));
        gates.clear();
    }

    Set<ResourceId> resources() {
        return gates.keySet();
    }

    private void level(Effect.Level level) {
        gates.computeIfAbsent(level.resource(), any -> gate(level)).update(level);
    }

    private Gate gate(Effect.Level level) {
        return new Gate(level, clockMillis, timer, seats, this::propose);
    }

    /** A gate from what the rows say, for a poll that comes before any hint; null without such a resource. */
    private @Nullable Gate gate(ResourceId resource) {
        return tablets.queryStale(tablet, new Query.Peek(resource))
                .filter(reply -> reply instanceof Reply.Readiness readiness && readiness.exists())
                .map(Reply.Readiness.class::cast)
                .map(ready -> gate(new Effect.Level(
                        resource, ready.ready() ? 1 : 0, false, ready.nextDueMillis(), ready.waitMillis())))
                .orElse(null);
    }

    private CompletableFuture<Reply> propose(Call call) {
        return tablets.propose(
                tablet, call.requestId(), call.command(), call.encodedItem().array());
    }
}
