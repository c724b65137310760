package io.sluice.node.app;

import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.raft.TabletStore;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.RocksStore;
import io.sluice.node.storage.StoreEngine;
import java.nio.file.Path;
import java.util.function.Function;

/** The storage floor's store as the raft floor wants it. */
final class StoreOfTablet implements TabletStore {
    private final RocksStore store;

    StoreOfTablet(StoreEngine engine, Path directory) {
        this.store = RocksStore.open(engine, directory, Machines.TABLES);
    }

    @Override
    public <R> R write(Function<Tx, R> entry) {
        return store.write(entry);
    }

    @Override
    public <R> R read(Function<View, R> look) {
        return store.read(look);
    }

    @Override
    public void flush() {
        store.flush();
    }

    @Override
    public void checkpoint(Path directory) {
        store.checkpoint(directory);
    }

    @Override
    public void close() {
        store.close();
    }
}
