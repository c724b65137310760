package io.sluice.node.storage;

import io.sluice.node.model.Invariant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.RateLimiter;
import org.rocksdb.RocksDB;
import org.rocksdb.Statistics;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WriteBufferManager;

/**
 * What the stores of a node share: cache, write buffers, background threads and the allowance of disk
 * writes. One per process, since RocksDB's threads belong to the process. Closed after all its stores.
 */
public final class StoreEngine implements AutoCloseable {
    /** Stores that may be open at once; each has at most one spill waiting. */
    public static final int STORES_MAX = 1024;

    private final StoreConfig config;
    private final Cache cache;
    private final WriteBufferManager buffers;
    private final RateLimiter limiter;
    private final Statistics statistics;
    private final BloomFilter bloom;
    private final TablePropertiesCollectorFactory tombstones;
    private final ThreadPoolExecutor spills;
    private final AtomicInteger openStores = new AtomicInteger();

    public StoreEngine(StoreConfig config) {
        this.config = config;
        RocksDB.loadLibrary();
        cache = RocksSettings.cache(config);
        buffers = RocksSettings.buffers(config, cache);
        limiter = RocksSettings.limiter(config);
        statistics = RocksSettings.statistics();
        bloom = RocksSettings.bloom();
        tombstones = RocksSettings.tombstones();
        RocksSettings.threads(config);
        AtomicInteger named = new AtomicInteger();
        spills = new ThreadPoolExecutor(
                config.spillThreads(),
                config.spillThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(STORES_MAX),
                task -> {
                    Thread thread = new Thread(task, "spill-" + named.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** RocksDB's counters over all stores of the node. */
    public Statistics statistics() {
        return statistics;
    }

    /** Bytes of the shared block cache in use, write buffers included. */
    public long cacheBytes() {
        return cache.getUsage();
    }

    /** Weight at which one of the open stores spills its overlay. */
    long overlayBytesMax() {
        int stores = Math.max(StoreConfig.OVERLAYS_SHARED, openStores.get());
        return config.overlayBytesMax() * StoreConfig.OVERLAYS_SHARED / stores;
    }

    Executor spills() {
        return spills;
    }

    DBOptions databaseOptions() {
        return RocksSettings.database(config, buffers, limiter, statistics);
    }

    ColumnFamilyOptions familyOptions(boolean packs) {
        return RocksSettings.family(packs, cache, bloom, tombstones);
    }

    void opened() {
        int open = openStores.incrementAndGet();
        if (open > STORES_MAX) {
            openStores.decrementAndGet();
            throw new StoreFailure("more than " + STORES_MAX + " stores on one node", null);
        }
    }

    void closed() {
        openStores.decrementAndGet();
    }

    /** Frees what is shared. All stores must be closed. */
    @Override
    public void close() {
        Invariant.check(openStores.get() == 0, "stores are closed before their engine");
        spills.shutdown();
        tombstones.close();
        bloom.close();
        limiter.close();
        buffers.close();
        cache.close();
        statistics.close();
    }
}
