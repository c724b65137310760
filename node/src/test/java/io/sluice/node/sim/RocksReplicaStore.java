package io.sluice.node.sim;

import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.storage.RocksStore;
import io.sluice.node.storage.StoreEngine;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** On RocksDB; a crash is a close without a flush, a snapshot is a checkpoint. */
final class RocksReplicaStore implements ReplicaStore {
    private final StoreEngine engine;
    private final Path root;
    /** Numbers of the directories below the root. */
    private final AtomicInteger directories;

    private Path dir;
    private RocksStore store;

    RocksReplicaStore(StoreEngine engine, Path root, AtomicInteger directories) {
        this(engine, root, directories, next(root, directories));
    }

    private RocksReplicaStore(StoreEngine engine, Path root, AtomicInteger directories, Path dir) {
        this.engine = engine;
        this.root = root;
        this.directories = directories;
        this.dir = dir;
        store = RocksStore.open(engine, dir, Machines.TABLES);
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
    public void crash() {
        store.close();
        store = RocksStore.open(engine, dir, Machines.TABLES);
    }

    @Override
    public ReplicaStore snapshot() {
        return new RocksReplicaStore(engine, root, directories, checkpoint());
    }

    @Override
    public void install(ReplicaStore snapshot) {
        store.close();
        dir = ((RocksReplicaStore) snapshot).checkpoint();
        store = RocksStore.open(engine, dir, Machines.TABLES);
    }

    @Override
    public void close() {
        store.close();
    }

    private Path checkpoint() {
        Path copy = next(root, directories);
        store.checkpoint(copy);
        return copy;
    }

    private static Path next(Path root, AtomicInteger directories) {
        return root.resolve(Integer.toString(directories.incrementAndGet()));
    }
}
