package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one tablet. Entries change an overlay of typed objects in the heap; once it is over its
 * bound it is frozen, a new one takes its place, and a background thread writes the frozen one to
 * RocksDB as one batch. There is no WAL: a crash loses the entries of the overlays and of RocksDB's
 * buffers, always a whole suffix of the log, and the Raft log has them.
 *
 * <p>Thread-safe: one entry at a time, reads beside each other. After a failure every call throws
 * {@link StoreFailure}; nothing of a half-applied entry ever reaches the disk.
 */
public final class RocksStore implements AutoCloseable {
    /** Spans cleared in one generation; every lookup passes by them. */
    static final int CLEARED_MAX = 16;

    private final StoreEngine engine;
    private final List<Table<?, ?>> tables;
    private final Disk disk;
    /** Entries and looks at the rows. Taken after {@link #life}. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    /** What uses RocksDB outside the first lock; closing excludes it. */
    private final ReadWriteLock life = new ReentrantReadWriteLock();

    private final AtomicLong spills = new AtomicLong();
    private final AtomicLong spillBytes = new AtomicLong();
    private final AtomicLong spillNanos = new AtomicLong();
    private final AtomicLong stallNanos = new AtomicLong();

    private final Underlay underlay;
    private Overlay active;
    private Rows entryRows;
    private Rows lookRows;
    private volatile CompletableFuture<Void> spilling = CompletableFuture.completedFuture(null);
    private volatile @Nullable Throwable broken;
    private volatile long activeBytes;
    private volatile boolean closed;

    private RocksStore(StoreEngine engine, List<Table<?, ?>> tables, Disk disk) {
        this.engine = engine;
        this.tables = tables;
        this.disk = disk;
        this.underlay = new Underlay(disk, tables);
        this.active = new Overlay(tables);
        this.entryRows = new Rows(underlay, active, true);
        this.lookRows = new Rows(underlay, active, false);
    }

    /**
     * Opens the store of a directory, or makes one.
     *
     * @throws StoreFailure when RocksDB refuses, or the directory has tables that are not in the list
     */
    public static RocksStore open(StoreEngine engine, Path dir, List<Table<?, ?>> tables) {
        List<Table<?, ?>> copy = List.copyOf(tables);
        return new RocksStore(engine, copy, Disk.open(engine, dir, copy));
    }

    /**
     * Opens a copy that {@link #checkpoint} made, to be looked at only: what is written to it is never on disk,
     * and it costs no compaction.
     *
     * @throws StoreFailure when RocksDB refuses, or the directory has other tables than the list
     */
    public static RocksStore openToRead(StoreEngine engine, Path dir, List<Table<?, ?>> tables) {
        List<Table<?, ?>> copy = List.copyOf(tables);
        return new RocksStore(engine, copy, Disk.openToRead(engine, dir, copy));
    }

    /**
     * Applies one entry. All its rows become visible together when it returns. It may wait for an
     * earlier spill: that is the back-pressure of the disk.
     *
     * @throws StoreFailure when the store failed earlier; whatever the entry throws fails the store
     */
    public <R> R write(Function<Tx, R> entry) {
        return held(lock.writeLock(), () -> {
            try {
                R result = entry.apply(entryRows);
                activeBytes = active.bytes();
                // Only here, at an entry's end, so that a frozen overlay has whole entries.
                if (activeBytes > engine.overlayBytesMax() || active.clearedCount() > CLEARED_MAX) {
                    freeze();
                }
                return result;
            } catch (Throwable e) {
                fail(e);
                throw e;
            }
        });
    }

    /** Looks at the rows between two entries. The view is valid only within the call. */
    public <R> R read(Function<View, R> look) {
        return held(lock.readLock(), () -> look.apply(lookRows));
    }

    /**
     * Looks for long at the rows as they are between two entries, while entries go on. It costs a copy of the
     * overlay's keys; closing waits for it. The view is valid only within the call.
     */
    public <R> R scan(Function<View, R> look) {
        return held(life.readLock(), () -> {
            try (StillRows rows = held(lock.readLock(), () -> underlay.still(active.copy()))) {
                return look.apply(rows);
            }
        });
    }

    /** Returns when everything written before the call is in fsynced files. Entries go on meanwhile. */
    public void flush() {
        alive(() -> {
            spill();
            disk.flush();
        });
    }

    /**
     * Makes a directory, whose parent exists and which itself does not, that opens as a store with
     * everything written before the call, and perhaps entries written meanwhile, whole.
     */
    public void checkpoint(Path dir) {
        alive(() -> {
            spill();
            disk.checkpoint(dir);
        });
    }

    /** Bytes in memory and on disk, roughly. */
    public long approximateBytes() {
        StoreStats stats = stats();
        return stats.overlayBytes() + stats.memtableBytes() + stats.sstBytes() + stats.blobBytes();
    }

    /** Figures for metrics. Does not wait for entries. */
    public StoreStats stats() {
        return held(life.readLock(), () -> {
            return new StoreStats(
                    activeBytes + underlay.frozenBytes(),
                    disk.property("rocksdb.cur-size-all-mem-tables"),
                    disk.property("rocksdb.live-sst-files-size"),
                    disk.property("rocksdb.live-blob-file-size"),
                    spills.get(),
                    spillBytes.get(),
                    spillNanos.get(),
                    stallNanos.get());
        });
    }

    /** Closes without flushing: what was not flushed comes back from the Raft log. */
    @Override
    public void close() {
        Lock closing = life.writeLock();
        Lock writing = lock.writeLock();
        closing.lock();
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            spilling.exceptionally(failed -> null).join();
            disk.close();
        } finally {
            writing.unlock();
            closing.unlock();
        }
    }

    /** Hands everything written so far to RocksDB and waits until it has it. */
    private void spill() {
        // Waits outside the lock first, so that the one inside is short.
        awaitSpill();
        CompletableFuture<Void> mine = held(lock.writeLock(), () -> {
            if (!active.isEmpty()) {
                freeze();
            }
            return spilling;
        });
        await(mine);
    }

    /** Starts a new generation. Under the write lock. */
    private void freeze() {
        awaitSpill();
        Overlay full = active;
        underlay.freeze(full);
        active = new Overlay(tables);
        activeBytes = 0;
        entryRows = new Rows(underlay, active, true);
        lookRows = new Rows(underlay, active, false);
        spilling = CompletableFuture.runAsync(() -> writeFrozen(full), engine.spills());
    }

    private void writeFrozen(Overlay full) {
        long began = System.nanoTime();
        try {
            spillBytes.addAndGet(disk.write(full));
            spills.incrementAndGet();
            underlay.written();
        } catch (Throwable e) {
            fail(e);
            throw e;
        } finally {
            spillNanos.addAndGet(System.nanoTime() - began);
        }
    }

    private void awaitSpill() {
        CompletableFuture<Void> running = spilling;
        if (!running.isDone()) {
            long began = System.nanoTime();
            await(running);
            stallNanos.addAndGet(System.nanoTime() - began);
        }
    }

    private static void await(CompletableFuture<Void> spill) {
        try {
            spill.join();
        } catch (CompletionException e) {
            throw new StoreFailure("the spill failed", e.getCause());
        }
    }

    private void fail(Throwable cause) {
        if (broken == null) {
            broken = cause;
        }
    }

    private void alive(Runnable action) {
        held(life.readLock(), () -> {
            action.run();
            return true;
        });
    }

    private <R> R held(Lock wanted, Supplier<R> action) {
        wanted.lock();
        try {
            if (closed) {
                throw new StoreFailure("the store is closed", null);
            }
            if (broken != null) {
                throw new StoreFailure("the store failed earlier", broken);
            }
            return action.get();
        } finally {
            wanted.unlock();
        }
    }
}
