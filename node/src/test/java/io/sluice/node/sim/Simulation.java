package io.sluice.node.sim;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.StateDigest;
import io.sluice.node.machine.Machine;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.sim.SimulatedLog.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One seed from its beginning to the comparison at its end. */
final class Simulation {
    private static final long BEGIN_MILLIS = 1_700_000_000_000L;
    private static final long FAR_MILLIS = 24 * 3_600_000L;
    private static final int CLIENTS = 3;
    private static final int DRAIN_MAX = 10_000;

    private final DeterministicTasks tasks = new DeterministicTasks(BEGIN_MILLIS);
    private final History history = new History(tasks);
    private final long seed;
    private final Size size;
    private final Supplier<ReplicaStore> stores;
    private final Supplier<Machine> machines;
    private final QueueOracle oracle = new QueueOracle();
    private final SimulatedCluster cluster;
    private final Workload workload;
    private final Nemesis nemesis;
    private int clientsLeft = CLIENTS;

    /**
     * @param machines by number of the replica, so that one can be made to differ
     */
    Simulation(long seed, Size size, Supplier<ReplicaStore> stores, IntFunction<Machine> machines) {
        this.seed = seed;
        this.size = size;
        this.stores = stores;
        this.machines = () -> machines.apply(0);
        List<SimulatedReplica> replicas = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int number = i;
            replicas.add(new SimulatedReplica(() -> machines.apply(number), stores.get()));
        }
        cluster = new SimulatedCluster(oracle, tasks, new Chance(seed * 31 + 1), history, replicas);
        workload = new Workload(seed * 31 + 2, size.batchMax());
        nemesis = new Nemesis(tasks, new Chance(seed * 31 + 3), history, cluster);
    }

    /**
     * How much a seed does.
     *
     * @param calls of each client
     * @param batchMax messages of a send or receive
     */
    record Size(int calls, int batchMax) {
        /** The usual. */
        static final Size SMALL = new Size(80, 10);

        /** Thousands of messages at a time, so that what one command may settle or drop is not all there is. */
        static final Size BACKLOG = new Size(120, 100);
    }

    /** What a seed came to. */
    record Result(
            List<History.Line> history,
            String digest,
            long entries,
            int crashes,
            int elections,
            long purgedIndex,
            Coverage.Counts coverage) {}

    Result run() {
        try {
            cluster.depose();
            tasks.after(1_000, this::begin);
            tasks.run();
            return end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ", to be run again with -Dsim.seed=" + seed + ": " + e.getMessage() + "\n"
                            + history.end(),
                    e);
        } finally {
            cluster.replicas.forEach(replica -> replica.store().close());
            nemesis.snapshots.forEach(kept -> kept.store().close());
        }
    }

    private void begin() {
        List<QueueCommand> creates =
                workload.begin().stream().map(QueueCommand.class::cast).toList();
        for (int i = 0; i < CLIENTS; i++) {
            SimulatedClient client = new SimulatedClient(
                    i + 1L,
                    tasks,
                    new Chance(seed * 31 + 10 + i),
                    workload,
                    cluster,
                    size.calls(),
                    this::clientFinished);
            if (i < creates.size()) {
                client.call(creates.get(i));
            } else {
                client.next();
            }
        }
        nemesis.begin();
    }

    private void clientFinished() {
        if (--clientsLeft == 0) {
            nemesis.end();
        }
    }

    private Result end() {
        cluster.replicas.forEach(cluster::catchUp);
        SimulatedReplica leader = cluster.leader().orElseThrow();
        rowsAreRight(leader);
        drain();
        cluster.replicas.forEach(cluster::catchUp);
        rowsAreRight(leader);
        String digest = leader.store().read(StateDigest::of);
        for (SimulatedReplica replica : cluster.replicas) {
            equal(replica.store().read(StateDigest::of), digest, "a replica at the end");
        }
        for (Nemesis.Kept kept : nemesis.snapshots) {
            equal(replayed(kept.store(), kept.index()), digest, "a replay from " + kept.index());
        }
        ReplicaStore empty = stores.get();
        try {
            equal(replayed(empty, 0), digest, "a replay from the beginning");
        } finally {
            empty.close();
        }
        return new Result(
                history.lines(),
                digest,
                cluster.log.lastIndex(),
                nemesis.crashes,
                nemesis.elections,
                cluster.log.purgedIndex(),
                oracle.coverage());
    }

    private void rowsAreRight(SimulatedReplica replica) {
        replica.store().read(view -> {
            new RowsCheck(view, oracle).check();
            return true;
        });
    }

    /** When all leases and delays are over everything is received, and deleted, and then nothing is left. */
    private void drain() {
        for (ResourceId queue : List.copyOf(oracle.queues().keySet())) {
            letGoOn(queue);
            int received = 0;
            for (int i = 0; ; i++) {
                Rule.Q1_NO_ACKED_LOSS.holds(i < DRAIN_MAX, "a drain ends");
                Reply reply = commit(new QueueCommand.Receive(queue, 100, OptionalLong.of(3_600_000), true));
                List<Reply.ReceivedOne> messages = ((Reply.Received) reply).messages();
                boolean leftovers = Optional.ofNullable(oracle.queues().get(queue))
                        .filter(is -> is.leftovers > 0)
                        .isPresent();
                // One turn settles only so much, and what it did not settle may be in the way of the rest.
                boolean unsettled = Optional.ofNullable(oracle.queues().get(queue))
                        .filter(is -> is.isFifo() && is.fifo.isMuch())
                        .isPresent();
                if (messages.isEmpty() && !leftovers && !unsettled) {
                    break;
                }
                received += messages.size();
                commit(new QueueCommand.Delete(
                        queue,
                        messages.stream()
                                .map(one -> new QueueCommand.Receipt(one.sequence(), one.lease()))
                                .toList()));
            }
            history.add("drained ", received, " from ", queue);
            cluster.ask(new Query.DescribeQueue(queue));
            long nowMillis = oracle.nowMillis();
            Rule.Q1_NO_ACKED_LOSS.holds(
                    Optional.ofNullable(oracle.queues().get(queue))
                            .filter(is -> is.messages.values().stream().allMatch(one -> is.maybeGone(one, nowMillis)))
                            .isPresent(),
                    "after a drain nothing is left: ",
                    queue);
        }
    }

    /** Nothing stands still from now on. */
    private void letGoOn(ResourceId queue) {
        commit(new QueueCommand.SetDelivery(queue, Optional.of(false), Optional.of(DeliveryLimits.NONE)));
        commit(new QueueCommand.ChangeGroups(queue, new GroupChange.SetPolicy(GroupPolicy.AWS)));
        for (String group : new TreeSet<>(Workload.GROUPS)) {
            commit(new QueueCommand.ChangeGroups(queue, new GroupChange.Resume(group)));
        }
    }

    private Reply commit(QueueCommand command) {
        Entry entry = new Entry(
                BEGIN_MILLIS + FAR_MILLIS + tasks.nowMillis() - BEGIN_MILLIS,
                List.of(new Entry.Item(RequestId.NONE, command)));
        return cluster.commitNow(entry).get(0);
    }

    private String replayed(ReplicaStore store, long from) {
        SimulatedReplica replica = new SimulatedReplica(machines, store);
        for (long index = from + 1; index <= cluster.log.lastIndex(); index++) {
            Slot slot = cluster.log.archived(index);
            if (slot.isOwnNote()) {
                replica.skip(slot);
            } else {
                replica.apply(slot);
            }
        }
        return store.read(StateDigest::of);
    }

    private static void equal(String digest, String expected, String whose) {
        Rule.C2_REPLICAS_EQUAL.holds(digest.equals(expected), whose, " has other rows");
    }
}
