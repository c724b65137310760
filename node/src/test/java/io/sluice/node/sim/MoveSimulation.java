package io.sluice.node.sim;

import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.fixture.StateDigest;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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
    private static final TabletId ONE = new TabletId(1);
    private static final TabletId TWO = new TabletId(2);
    private static final long NEVER = 0;
    private static final Set<Long> ON_ONE = Set.of(1L, 2L, 3L, 7L, 8L, 16L);
    /** The queues whose messages are dead letters at the end of their time. */
    private static final Set<Long> BURYING = Set.of(2L, 4L, 7L, 10L);
    /** The queues that may be deleted. */
    private static final Set<Long> DROPPED = Set.of(6L, 9L, 10L);
    /** Those of them that are made again. */
    private static final Set<Long> REMADE = Set.of(6L, 9L);

    /** Clocks were off by up to ten minutes, and log time waits for them; soon after that everything is at rest. */
    private static final long CALM_MILLIS = 700_000;

    private final DeterministicTasks tasks = new DeterministicTasks(BEGIN_MILLIS);
    private final History history = new History(tasks);
    private final Chance chance;
    private final MoveJudge judge = new MoveJudge();
    private final SortedMap<TabletId, SimulatedCluster> clusters = new TreeMap<>();
    private final List<Nemesis> nemeses = new ArrayList<>();
    private final List<SimulatedCourier> couriers = new ArrayList<>();
    private final Map<ResourceId, List<Receipt>> receipts = new HashMap<>();
    private final List<QueueCommand.Create> creates;
    private final long seed;
    private final SimulatedMover mover;
    private boolean quiet;
    private long lastMessage;
    private long lastRequest;

    MoveSimulation(long seed, Supplier<Machine> machines) {
        this.seed = seed;
        this.chance = new Chance(seed * 31 + 7);
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
        // On each tablet a queue with its dead letters at home and one with them away; dead letters in a chain.
        creates = List.of(
                create(1, ONE, 3, ONE, 2),
                create(2, ONE, 6, TWO, 1),
                create(3, ONE, NEVER, ONE, 0),
                create(4, TWO, 6, TWO, 2),
                create(5, TWO, 3, ONE, 3),
                create(6, TWO, 3, ONE, 2),
                // And the same of FIFO queues.
                create(7, ONE, 9, TWO, 2),
                create(8, ONE, 7, ONE, 1),
                create(9, TWO, NEVER, ONE, 0),
                create(10, TWO, 9, TWO, 2),
                // Who has the names of those that are deleted.
                create(16, ONE, NEVER, ONE, 0),
                create(19, TWO, NEVER, ONE, 0));
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

    private static QueueCommand.Create create(long id, TabletId on, long target, TabletId tablet, int receivesMax) {
        SortedMap<String, String> attributes = new TreeMap<>();
        if (isFifo(new ResourceId(id))) {
            attributes.put("FifoQueue", "true");
        }
        if (BURYING.contains(id)) {
            attributes.put("DeadLetterExpired", "true");
        }
        Optional<Redrive> redrive = Optional.empty();
        if (target != NEVER) {
            attributes.put("RedrivePolicy", "of " + on);
            redrive = Optional.of(new Redrive(new ResourceId(target), tablet, receivesMax, "q" + target));
        }
        return new QueueCommand.Create(new ResourceId(id), "q" + id, attributes, new TreeMap<>(), redrive);
    }

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
        for (QueueCommand.Create create : creates) {
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
        for (QueueCommand.Create create : creates) {
            step(create.queue());
        }
    }

    /** A client without end: one thing after another, an answer or not. */
    private void act() {
        if (quiet) {
            return;
        }
        ResourceId queue = new ResourceId(1 + chance.below(10));
        Command command = command(queue);
        ask(tablet(queue), command, reply -> learn(queue, command, reply));
        tasks.after(chance.percent(80) ? chance.below(60) : chance.below(2_000), this::act);
    }

    private Command command(ResourceId queue) {
        int what = chance.below(1000);
        if (what < 250) {
            byte[] body = ("m" + ++lastMessage).getBytes(StandardCharsets.UTF_8);
            return new QueueCommand.Send(queue, List.of(outgoing(queue, body)));
        }
        if (what < 275 && isFifo(queue)) {
            return new QueueCommand.ChangeGroups(queue, skip());
        }
        if (what < 640) {
            return new QueueCommand.Receive(
                    queue, 1 + chance.below(5), OptionalLong.of(chance.one(List.of(0L, 0L, 50L, 2_000L))), true);
        }
        if (what < 800) {
            List<Receipt> known = receipts.getOrDefault(queue, List.of());
            return new QueueCommand.Delete(
                    queue, known.isEmpty() ? List.of() : List.of(chance.one(known), chance.one(known)));
        }
        if (what < 850) {
            return new TabletCommand.Sweep(queue);
        }
        if (what < 930) {
            return redrive(queue);
        }
        if (what < 960) {
            return new QueueCommand.StartMove(queue, destination(queue), chance.one(List.of(0, 5, 50, 500)));
        }
        if (what < 990) {
            return new QueueCommand.CancelMove(queue, 1 + chance.below(8));
        }
        return DROPPED.contains(queue.value()) ? new TabletCommand.DropResource(queue) : new TabletCommand.Sweep(queue);
    }

    /** The first of a group goes to the dead letters by hand, or after fewer receives than its queue allows. */
    private GroupChange skip() {
        return switch (chance.below(10)) {
            case 0 -> new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.SKIP, 1 + chance.below(2)));
            case 1 -> new GroupChange.SetPolicy(GroupPolicy.AWS);
            default -> new GroupChange.Skip(chance.one(List.of("g", "h")), false);
        };
    }

    private Outgoing outgoing(ResourceId queue, byte[] body) {
        return new Outgoing(
                new Bytes(body),
                body.length,
                OptionalLong.empty(),
                isFifo(queue) ? chance.one(List.of("g", "h")) : "",
                isFifo(queue) ? "id" + lastMessage : "",
                false,
                chance.percent(15) ? OptionalLong.of(200 + chance.below(4_000)) : OptionalLong.empty(),
                Optional.empty());
    }

    /** Picks dead letters, all or those of one queue. */
    private Command redrive(ResourceId queue) {
        List<String> sources = chance.percent(40) ? List.of("q" + (1 + chance.below(10))) : List.of();
        return pick(
                queue, destination(queue), List.of(), new Selection(List.of(), sources, List.of(), Optional.empty()));
    }

    private Command pick(ResourceId queue, Optional<Destination> to, List<BrowsedState> states, Selection selection) {
        return new QueueCommand.StartMove(
                queue,
                to,
                chance.one(List.of(0, 5, 50)),
                Optional.of(new BrowseFilter(states, "", 0, Long.MAX_VALUE, "", Optional.of(selection))));
    }

    /** Takes back what a redrive out of a queue has brought, from a queue that it may have brought it to. */
    private void undo(Selection.Redrive redrive, Optional<Destination> to) {
        List<ResourceId> targets = to.map(one -> List.of(one.queue()))
                .orElseGet(() -> creates.stream()
                        .filter(one -> one.redrive()
                                .filter(its -> its.target().equals(redrive.queue()))
                                .isPresent())
                        .map(QueueCommand.Create::queue)
                        .toList());
        Destination back = new Destination(
                redrive.queue(), tablet(redrive.queue()), "q" + redrive.queue().value());
        for (ResourceId target : targets) {
            Selection brought = new Selection(List.of(), List.of(), List.of(), Optional.of(redrive));
            ask(tablet(target), pick(target, Optional.of(back), List.of(BrowsedState.VISIBLE), brought), reply -> {});
        }
    }

    private Optional<Destination> destination(ResourceId queue) {
        ResourceId to = new ResourceId(isFifo(queue) ? 7 + chance.below(4) : 1 + chance.below(6));
        return chance.percent(60) || to.equals(queue)
                ? Optional.empty()
                : Optional.of(new Destination(to, tablet(to), "q" + to.value()));
    }

    private void learn(ResourceId queue, Command command, Reply reply) {
        if (reply instanceof Reply.MoveStarted started
                && command instanceof QueueCommand.StartMove start
                && start.picks().isPresent()) {
            Selection.Redrive redrive = new Selection.Redrive(queue, started.number());
            tasks.after(chance.below(500), () -> undo(redrive, start.destination()));
        }
        if (reply instanceof Reply.Received received) {
            List<Receipt> known = receipts.computeIfAbsent(queue, any -> new ArrayList<>());
            received.messages().forEach(one -> known.add(new Receipt(one.sequence(), one.lease())));
            if (known.size() > 20) {
                known.subList(0, known.size() - 20).clear();
            }
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
        return known && REMADE.contains(queue.value())
                ? Optional.of(new Destination(heir, tablet(heir), "q" + queue.value()))
                : Optional.empty();
    }

    private static TabletId tablet(ResourceId queue) {
        return ON_ONE.contains(queue.value()) ? ONE : TWO;
    }

    private static boolean isFifo(ResourceId queue) {
        return queue.value() >= 7 && queue.value() != 16;
    }
}
