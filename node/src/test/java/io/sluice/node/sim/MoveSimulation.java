package io.sluice.node.sim;

import static io.sluice.node.sim.MoveQueues.ONE;
import static io.sluice.node.sim.MoveQueues.TWO;
import static io.sluice.node.sim.MoveQueues.isFifo;
import static io.sluice.node.sim.MoveQueues.isRemade;
import static io.sluice.node.sim.MoveQueues.tablet;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.fixture.StateDigest;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One seed of two tablets whose queues send each other dead letters, while moves bring them back:
 * leaders change, replicas crash, replies get lost, proposals come twice, couriers get in each other's
 * way, and now and then a dead-letter queue is deleted.
 */
final class MoveSimulation {
    private static final long BEGIN_MILLIS = 1_700_000_000_000L;
    /** Clocks were off by up to ten minutes, and log time waits for them; soon after that everything is at rest. */
    private static final long CALM_MILLIS = 700_000;

    private final DeterministicTasks tasks = new DeterministicTasks(BEGIN_MILLIS);
    private final History history = new History(tasks);
    private final Chance chance;
    private final MoveJudge judge = new MoveJudge();
    private final SortedMap<TabletId, SimulatedCluster> clusters = new TreeMap<>();
    private final List<Nemesis> nemeses = new ArrayList<>();
    private final List<SimulatedCourier> couriers = new ArrayList<>();
    private final MoveWorkload workload;
    private final long seed;
    private final SimulatedMover mover;
    private boolean quiet;
    private long lastRequest;

    MoveSimulation(long seed, Supplier<Machine> machines) {
        this.seed = seed;
        this.chance = new Chance(seed * 31 + 7);
        this.workload = new MoveWorkload(chance);
        this.mover = new SimulatedMover(tasks, new Chance(seed * 43 + 1));
        for (TabletId tablet : List.of(ONE, TWO)) {
            List<SimulatedReplica> replicas = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                replicas.add(new SimulatedReplica(machines, new MemoryReplicaStore()));
            }
            clusters.put(
                    tablet,
                    new SimulatedCluster(
                            judge.of(tablet), tasks, new Chance(seed * 31 + tablet.value()), history, replicas));
        }
    }

    /** What a seed came to. */
    record Result(
            int deadLetters,
            int expired,
            int skipped,
            int carried,
            int moved,
            int redriven,
            int undone,
            int passes,
            int dropped,
            int inherited,
            int live,
            String digest) {}

    Result run(int millis) {
        try {
            clusters.values().forEach(SimulatedCluster::depose);
            tasks.after(1_500, this::begin);
            tasks.after(1_500 + millis, this::calm);
            tasks.after(1_500 + millis + CALM_MILLIS, this::end);
            tasks.run();
            return result();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage() + "\n" + history.end(), e);
        }
    }

    private void begin() {
        for (QueueCommand.Create create : MoveQueues.creates()) {
            ask(tablet(create.queue()), create, reply -> {});
        }
        long number = 0;
        for (SimulatedCluster cluster : clusters.values()) {
            Nemesis nemesis = new Nemesis(tasks, new Chance(seed * 37 + number++), history, cluster);
            nemeses.add(nemesis);
            nemesis.begin();
        }
        for (TabletId home : clusters.keySet()) {
            for (TabletId to : List.of(TabletId.CATALOG, ONE, TWO)) {
                for (int i = 0; i < 2; i++) {
                    SimulatedCourier courier = new SimulatedCourier(
                            home, to, clusters, tasks, new Chance(seed * 41 + number++), this::heir);
                    couriers.add(courier);
                    courier.begin();
                }
            }
        }
        for (int i = 0; i < 4; i++) {
            act();
        }
        for (QueueCommand.Create create : MoveQueues.creates()) {
            step(create.queue());
        }
    }

    /** A client without end: one thing after another, an answer or not. */
    private void act() {
        if (quiet) {
            return;
        }
        ResourceId queue = workload.queue();
        Command command = workload.command(queue);
        ask(tablet(queue), command, reply -> learn(queue, command, reply));
        tasks.after(chance.percent(80) ? chance.below(60) : chance.below(2_000), this::act);
    }

    private void learn(ResourceId queue, Command command, Reply reply) {
        if (reply instanceof Reply.MoveStarted started
                && command instanceof QueueCommand.StartMove start
                && start.picks().isPresent()) {
            Selection.Redrive redrive = new Selection.Redrive(queue, started.number());
            tasks.after(
                    chance.below(500),
                    () -> workload.undo(redrive, start.destination())
                            .forEach(undo -> ask(tablet(undo.queue()), undo, none -> {})));
        }
        if (reply instanceof Reply.Received received) {
            workload.learn(queue, received);
        }
    }

    /** The duty that keeps moves going; a step too many does nothing. */
    private void step(ResourceId queue) {
        if (couriers.isEmpty()) {
            return;
        }
        if (!quiet || isDue(queue)) {
            mover.goOn(cluster(tablet(queue)), queue);
        }
        tasks.after(100 + chance.below(400), () -> step(queue));
    }

    private boolean isDue(ResourceId queue) {
        return cluster(tablet(queue))
                .leader()
                .map(leader -> (Reply.Unfinished) leader.query(new Query.Unfinished(), tasks.nowMillis()))
                .filter(unfinished -> unfinished.moving().stream()
                        .anyMatch(one -> one.resource().equals(queue) && one.nextMillis() <= tasks.nowMillis()))
                .isPresent();
    }

    private void ask(TabletId tablet, Command command, Consumer<Reply> then) {
        // What is told apart by its reply alone is asked once: a reply that is kept may be forgotten when clocks jump.
        boolean repeats = command instanceof QueueCommand.Create
                || command instanceof QueueCommand.StartMove
                || command instanceof QueueCommand.CancelMove;
        attempt(
                tablet,
                new Entry.Item(new RequestId(1, ++lastRequest), command),
                then,
                repeats ? 20 : 1,
                new boolean[1]);
    }

    /** Asks again under the same request id until an answer comes. */
    private void attempt(TabletId tablet, Entry.Item item, Consumer<Reply> then, int attempts, boolean[] done) {
        if (done[0] || attempts == 0) {
            return;
        }
        cluster(tablet).propose(item, reply -> {
            if (!done[0]) {
                done[0] = true;
                then.accept(reply);
            }
        });
        tasks.after(500, () -> attempt(tablet, item, then, attempts - 1, done));
    }

    private void calm() {
        quiet = true;
        nemeses.forEach(Nemesis::end);
        history.add("calm");
    }

    /** Everything is at rest: nothing is under way, and every move has ended. */
    private void end() {
        couriers.forEach(SimulatedCourier::end);
        couriers.clear();
    }

    private Result result() {
        StringBuilder digests = new StringBuilder();
        clusters.forEach((tablet, cluster) -> {
            cluster.replicas.forEach(cluster::catchUp);
            SimulatedReplica leader = cluster.leader().orElseThrow();
            TabletRows rows = leader.store().read(TabletRows::read);
            Rule.Q10_MOVE_CONSERVATION.holds(rows.outbox.isEmpty(), "nothing is on its way for ever: ", rows.outbox);
            Reply unfinished = leader.query(new Query.Unfinished(), tasks.nowMillis());
            Rule.Q10_MOVE_CONSERVATION.holds(
                    unfinished.equals(new Reply.Unfinished(List.of(), List.of(), List.of())), "all ends: ", unfinished);
            String digest = leader.store().read(StateDigest::of);
            cluster.replicas.forEach(replica -> Rule.C2_REPLICAS_EQUAL.holds(
                    replica.store().read(StateDigest::of).equals(digest), "a replica of ", tablet, " has other rows"));
            digests.append(digest);
        });
        return new Result(
                judge.deadLetters,
                judge.expired,
                judge.skipped,
                judge.carried,
                judge.moved,
                judge.redrives.redriven,
                judge.redrives.undone,
                judge.redrives.passes,
                judge.dropped().size(),
                judge.inherited,
                judge.live().size(),
                digests.toString());
    }

    private SimulatedCluster cluster(TabletId tablet) {
        return Optional.ofNullable(clusters.get(tablet)).orElseThrow();
    }

    /** Of a FIFO queue always or never: what comes back would be overtaken by what goes on. */
    private Optional<Destination> heir(ResourceId queue) {
        boolean known = isFifo(queue) ? seed % 2 == 0 : chance.percent(50);
        ResourceId heir = new ResourceId(queue.value() + 10);
        return known && isRemade(queue)
                ? Optional.of(new Destination(heir, tablet(heir), "q" + queue.value()))
                : Optional.empty();
    }
}
