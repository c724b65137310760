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
    private final Runnable closed;

    private StoreOfTablet(RocksStore store, Runnable closed) {
        this.store = store;
        this.closed = closed;
    }

    /** Opens stores of this engine; those of replicas are measured, copies beside them are not. */
    static TabletStore.Opener opener(StoreEngine engine, StoreMeters meters) {
        return new TabletStore.Opener() {
            @Override
            public TabletStore open(TabletId tablet, Path directory) {
                RocksStore store = RocksStore.open(engine, directory, Machines.TABLES);
                List<Meter> measured = meters.measure(tablet, store);
                return new StoreOfTablet(store, () -> meters.remove(measured));
            }

            @Override
            public TabletStore openToRead(TabletId tablet, Path directory) {
                return new StoreOfTablet(RocksStore.openToRead(engine, directory, Machines.TABLES), () -> {});
            }
        };
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
    public <R> R scan(Function<View, R> look) {
        return store.scan(look);
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
        closed.run();
        store.close();
    }
}
