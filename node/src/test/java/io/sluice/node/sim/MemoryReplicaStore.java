package io.sluice.node.sim;

import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.function.Function;

/** On the naive store. */
final class MemoryReplicaStore implements ReplicaStore {
    private MemoryStore current;
    private MemoryStore flushed;

    MemoryReplicaStore() {
        this(new MemoryStore());
    }

    private MemoryReplicaStore(MemoryStore rows) {
        current = rows;
        flushed = rows.copy();
    }

    @Override
    public <R> R write(Function<Tx, R> entry) {
        return current.write(entry);
    }

    @Override
    public <R> R read(Function<View, R> look) {
        return current.read(look);
    }

    @Override
    public void flush() {
        flushed = current.copy();
    }

    @Override
    public void crash() {
        current = flushed.copy();
    }

    @Override
    public ReplicaStore snapshot() {
        return new MemoryReplicaStore(current.copy());
    }

    @Override
    public void install(ReplicaStore snapshot) {
        current = ((MemoryReplicaStore) snapshot).current.copy();
        flush();
    }

    @Override
    public void close() {}
}
