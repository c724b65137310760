package io.sluice.node.sim;

import java.util.ArrayList;
import java.util.List;

/** What goes wrong: crashes, changes of the leader, clocks that jump, flushes and purges at bad times. */
final class Nemesis {
    /** Snapshots of the middle of a history that the end is replayed from. */
    private static final int SNAPSHOTS_MAX = 2;

    final List<Kept> snapshots = new ArrayList<>();
    int crashes;
    int elections;

    private final DeterministicTasks tasks;
    private final Chance chance;
    private final History history;
    private final SimulatedCluster cluster;
    private boolean ended;

    Nemesis(DeterministicTasks tasks, Chance chance, History history, SimulatedCluster cluster) {
        this.tasks = tasks;
        this.chance = chance;
        this.history = history;
        this.cluster = cluster;
    }

    /** Rows at an applied index. */
    record Kept(long index, ReplicaStore store) {}

    void begin() {
        tasks.after(chance.below(4_000), this::strike);
    }

    /** Stops, and restarts what is down. */
    void end() {
        ended = true;
        cluster.replicas.stream().filter(replica -> !replica.up()).forEach(this::restart);
        cluster.heal();
        if (cluster.leader().isEmpty()) {
            cluster.depose();
        }
    }

    private void strike() {
        if (ended) {
            return;
        }
        SimulatedReplica replica = chance.one(cluster.replicas);
        int what = chance.below(100);
        if (what < 25) {
            crash(replica);
        } else if (what < 28) {
            cluster.replicas.forEach(this::crash);
        } else if (what < 40) {
            history.add("the leader is told to stop");
            elections++;
            cluster.leader().ifPresent(leader -> cluster.depose());
        } else if (what < 55) {
            replica.skewMillis = skew();
            history.add("a clock is off by ", replica.skewMillis);
        } else if (what < 80) {
            if (replica.up()) {
                replica.flush();
            }
        } else if (what < 92) {
            cluster.log.purge(replica.flushedIndex());
        } else if (replica.up() && snapshots.size() < SNAPSHOTS_MAX) {
            snapshots.add(new Kept(replica.appliedIndex(), replica.store().snapshot()));
        }
        begin();
    }

    private long skew() {
        int what = chance.below(10);
        return what < 3 ? 0 : what < 8 ? chance.between(-300, 300) : chance.between(-600_000, 600_000);
    }

    private void crash(SimulatedReplica replica) {
        if (!replica.up()) {
            return;
        }
        crashes++;
        history.add("replica ", cluster.replicas.indexOf(replica), " crashes");
        replica.crash();
        if (cluster.leader().filter(leader -> leader == replica).isPresent()) {
            elections++;
            cluster.depose();
        }
        tasks.after(100 + chance.below(5_000), () -> restart(replica));
    }

    private void restart(SimulatedReplica replica) {
        if (!replica.up()) {
            history.add("replica ", cluster.replicas.indexOf(replica), " restarts");
            replica.restart();
            cluster.catchUp(replica);
        }
    }
}
