package io.sluice.node.sim;

import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.sim.SimulatedLog.Slot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A machine and its rows on one node. */
final class SimulatedReplica {
    private final Supplier<Machine> machines;
    private final ReplicaStore store;
    private Machine machine;
    private boolean up = true;
    private long flushedIndex;

    /** Leader's clock minus true time. */
    long skewMillis;

    SimulatedReplica(Supplier<Machine> machines, ReplicaStore store) {
        this.machines = machines;
        this.store = store;
        this.machine = machines.get();
        open();
    }

    /** What applying an entry came to, and its replies as a leader would give them right after it. */
    record Applied(Outcome outcome, List<Reply> filled) {}

    boolean up() {
        return up;
    }

    long appliedIndex() {
        return store.read(machine::applied).index();
    }

    /** An index that survives a crash. */
    long flushedIndex() {
        return flushedIndex;
    }

    ReplicaStore store() {
        return store;
    }

    void skip(Slot slot) {
        store.write(tx -> {
            machine.skip(tx, slot.term(), slot.index());
            return true;
        });
    }

    Applied apply(Slot slot) {
        Entry entry = EntryCodec.decode(ByteBuffer.wrap(slot.bytes().array()));
        Outcome outcome = store.write(tx -> machine.apply(tx, slot.term(), slot.index(), entry));
        List<Reply> filled = store.read(view -> {
            List<Reply> replies = new ArrayList<>();
            for (int i = 0; i < outcome.replies().size(); i++) {
                replies.add(machine.fill(
                        view, entry.items().get(i).command(), outcome.replies().get(i)));
            }
            return replies;
        });
        return new Applied(outcome, filled);
    }

    Reply query(Query query, long clockMillis) {
        return store.read(view -> machine.query(view, query, clockMillis));
    }

    List<Effect.Level> levels(long clockMillis) {
        List<Effect.Level> levels = new ArrayList<>();
        store.read(view -> {
            machine.levels(view, clockMillis, levels::add);
            return true;
        });
        return levels;
    }

    void flush() {
        store.flush();
        flushedIndex = appliedIndex();
    }

    void crash() {
        up = false;
    }

    void restart() {
        store.crash();
        machine = machines.get();
        open();
        up = true;
    }

    /** Takes over the rows of another replica; the machine stays and reads anew. */
    void install(SimulatedReplica other) {
        store.install(other.store);
        open();
        flushedIndex = appliedIndex();
    }

    private void open() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
    }
}
