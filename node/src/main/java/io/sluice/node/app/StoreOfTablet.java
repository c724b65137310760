package io.sluice.node.app;

import io.micrometer.core.instrument.Meter;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.TabletStore;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.RocksStore;
import io.sluice.node.storage.StoreEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** The storage floor's store as the raft floor wants it. */
final class StoreOfTablet implements TabletStore {
    private final RocksStore store;
    private final StoreMeters meters;
    private final List<Meter> measured;

    StoreOfTablet(StoreEngine engine, TabletId tablet, Path directory, StoreMeters meters) {
        this.store = RocksStore.open(engine, directory, Machines.TABLES);
        this.meters = meters;
        this.measured = meters.measure(tablet, store);
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
        meters.remove(measured);
        store.close();
    }
}
