package io.sluice.node.sim;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.fixture.StateDigest;
import io.sluice.node.leader.Recurrences;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * One seed of schedules on a standard and on a FIFO queue: they are made, moved and cancelled, while several
 * alarms, some of them late, have them run, clocks jump, leaders change, and replicas crash.
 */
final class ScheduleSimulation {
    private static final long BEGIN_MILLIS = 1_700_000_000_000L;
    private static final ResourceId ORDERS = new ResourceId(1);
    private static final ResourceId STEPS = new ResourceId(2);

    /** Clocks were off by up to ten minutes, and log time waits for them; soon after that everything is at rest. */
    private static final long CALM_MILLIS = 700_000;

    private final DeterministicTasks tasks = new DeterministicTasks(BEGIN_MILLIS);
    private final History history = new History(tasks);
    private final Chance chance;
    private final ScheduleJudge judge = new ScheduleJudge();
    private final SimulatedCluster cluster;
    private final Nemesis nemesis;
    private final SortedMap<ResourceId, Long> made = new TreeMap<>();
    private final long seed;
    private boolean quiet;
    private boolean over;

    ScheduleSimulation(long seed, Supplier<Machine> machines) {
        this.seed = seed;
        this.chance = new Chance(seed * 31 + 7);
        List<SimulatedReplica> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            replicas.add(new SimulatedReplica(machines, new MemoryReplicaStore()));
        }
        cluster = new SimulatedCluster(judge, tasks, new Chance(seed * 31 + 1), history, replicas);
        nemesis = new Nemesis(tasks, new Chance(seed * 31 + 3), history, cluster);
    }

    /** What a seed came to. */
    record Result(int once, int recurring, int skipped, int cancelled, String digest) {}

    Result run(int millis) {
        try {
            cluster.depose();
            tasks.after(1_500, this::begin);
            tasks.after(1_500 + millis, this::calm);
            tasks.after(1_500 + millis + CALM_MILLIS, () -> over = true);
            tasks.run();
            return result();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + history.end(), e);
        }
    }

    private void begin() {
        create(new QueueCommand.Create(ORDERS, "orders", new TreeMap<>(), new TreeMap<>()));
        create(new QueueCommand.Create(
                STEPS, "steps.fifo", new TreeMap<>(Map.of("FifoQueue", "true")), new TreeMap<>()));
        nemesis.begin();
        act();
        act();
        for (int i = 0; i < 3; i++) {
            alarm();
        }
    }

    private void create(QueueCommand.Create create) {
        cluster.commitNow(new Entry(tasks.nowMillis(), List.of(new Entry.Item(RequestId.NONE, create))));
    }

    /** A client without end: one thing after another, an answer or not. */
    private void act() {
        if (quiet) {
            return;
        }
        ResourceId queue = chance.percent(60) ? ORDERS : STEPS;
        propose(command(queue));
        tasks.after(chance.percent(80) ? chance.below(200) : chance.below(5_000), this::act);
    }

    private void propose(Command command) {
        cluster.propose(new Entry.Item(RequestId.NONE, command), reply -> {});
    }

    private Command command(ResourceId queue) {
        int what = chance.below(100);
        long last = made.getOrDefault(queue, 0L);
        if (what < 60 || last == 0) {
            return schedule(queue);
        }
        String id = "s" + chance.between(Math.max(1, last - 10), last);
        if (what < 75) {
            return new ScheduleCommand.Cancel(queue, id);
        }
        return new ScheduleCommand.Reschedule(queue, id, dueMillis(), what < 90 ? Optional.empty() : rule());
    }

    private Command schedule(ResourceId queue) {
        long number = made.merge(queue, 1L, Long::sum);
        byte[] body = (queue + "-" + number).getBytes(StandardCharsets.UTF_8);
        return new ScheduleCommand.Schedule(
                queue,
                "s" + number,
                new QueueCommand.Outgoing(
                        new Bytes(body),
                        body.length,
                        OptionalLong.empty(),
                        queue.equals(STEPS) ? "g" + chance.below(3) : "",
                        "",
                        false),
                dueMillis(),
                chance.percent(40) ? rule() : Optional.empty());
    }

    private long dueMillis() {
        return tasks.nowMillis() + chance.one(List.of(-5_000L, 0L, 100L, 1_000L, 7_000L, 20_000L, 31_536_000_000L));
    }

    private Optional<Recurrence> rule() {
        return Optional.of(new Recurrence(
                "",
                "",
                chance.one(List.of(1_000L, 3_000L, 20_000L)),
                OptionalLong.of(tasks.nowMillis() + chance.one(List.of(30_000L, 120_000L))),
                chance.percent(50) ? OptionalLong.of(1 + chance.below(5)) : OptionalLong.empty(),
                chance.percent(50) ? Recurrence.Missed.SKIP : Recurrence.Missed.RUN_ONCE));
    }

    /** Has what is due run; what it has read may be old by the time it is heard. */
    private void alarm() {
        if (over) {
            return;
        }
        ResourceId queue = chance.percent(50) ? ORDERS : STEPS;
        cluster.leader().ifPresent(leader -> {
            long asOfMillis = tasks.nowMillis() + leader.skewMillis;
            Reply reply = leader.query(new Query.DueSchedules(queue), asOfMillis);
            List<Following> following = new ArrayList<>();
            if (reply instanceof Reply.Schedules due) {
                due.entries()
                        .forEach(one -> following.add(new Following(
                                one.number(),
                                one.dueMillis(),
                                Recurrences.following(one.recurrence().orElseThrow(), one.dueMillis(), asOfMillis))));
            }
            Command run = new ScheduleCommand.Run(queue, asOfMillis, following);
            tasks.after(chance.percent(80) ? 1 : chance.below(3_000), () -> propose(run));
        });
        tasks.after(50 + chance.below(quiet ? 2_000 : 200), this::alarm);
    }

    private void calm() {
        quiet = true;
        nemesis.end();
        history.add("calm");
    }

    private Result result() {
        cluster.replicas.forEach(cluster::catchUp);
        judge.end(tasks.nowMillis() - 120_000);
        SimulatedReplica leader = cluster.leader().orElseThrow();
        String digest = leader.store().read(StateDigest::of);
        cluster.replicas.forEach(replica -> Rule.C2_REPLICAS_EQUAL.holds(
                replica.store().read(StateDigest::of).equals(digest), "a replica has other rows"));
        return new Result(judge.once, judge.recurring, judge.skipped, judge.cancelled, digest);
    }
}
