package io.sluice.node.storage;

import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.Env;
import org.rocksdb.FlushOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.MutableColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.Priority;
import org.rocksdb.RateLimiter;
import org.rocksdb.RateLimiterMode;
import org.rocksdb.ReadOptions;
import org.rocksdb.Snapshot;
import org.rocksdb.Statistics;
import org.rocksdb.StatsLevel;
import org.rocksdb.TablePropertiesCollectorFactory;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/** Every RocksDB setting, with its reason. What is not named here is RocksDB's default, on purpose. */
final class RocksSettings {
    private static final long KIB = 1L << 10;
    private static final long MIB = 1L << 20;

    /** Locks of the block cache, as a power of two: more than the threads that read at once. */
    private static final int CACHE_SHARD_BITS = 4;

    /** Share of the block cache for index and filter blocks: a walk through a backlog must not push them out. */
    private static final double CACHE_HIGH_PRIORITY_SHARE = 0.25;

    /** How often the allowance of background writes is renewed: often enough that flushes do not stutter. */
    private static final long LIMITER_REFILL_MICROS = 50_000;

    /** One in so many turns goes to compactions although flushes wait, so that they are not starved: the default. */
    private static final int LIMITER_FAIRNESS = 10;

    private RocksSettings() {}

    /** The cache of blocks of all tablets. It may be exceeded for a moment rather than fail a read. */
    static Cache cache(StoreConfig config) {
        return new LRUCache(config.blockCacheBytes(), CACHE_SHARD_BITS, false, CACHE_HIGH_PRIORITY_SHARE);
    }

    /** The bound of write buffers. It does not stall writes: a spill would wait for the flush of another tablet. */
    static WriteBufferManager buffers(StoreConfig config, Cache cache) {
        return new WriteBufferManager(config.writeBuffersBytesMax(), cache, false);
    }

    /** The allowance of background writes. Reads are not limited, and it does not tune itself. */
    static RateLimiter limiter(StoreConfig config) {
        return new RateLimiter(
                config.backgroundBytesPerSecond(),
                LIMITER_REFILL_MICROS,
                LIMITER_FAIRNESS,
                RateLimiterMode.WRITES_ONLY,
                false);
    }

    /** Tickers and cheap histograms; nothing that reads the clock inside a lock. */
    static Statistics statistics() {
        Statistics statistics = new Statistics();
        statistics.setStatsLevel(StatsLevel.EXCEPT_DETAILED_TIMERS);
        return statistics;
    }

    /** Background threads, which belong to the process. */
    static void threads(StoreConfig config) {
        Env.getDefault().setBackgroundThreads(config.backgroundThreads(), Priority.LOW);
        // Flushes have a thread of their own: they must not wait behind a compaction.
        Env.getDefault().setBackgroundThreads(1, Priority.HIGH);
    }

    /** Settings of one tablet's database. */
    static DBOptions database(
            StoreConfig config, WriteBufferManager buffers, RateLimiter limiter, Statistics statistics) {
        return new DBOptions()
                .setCreateIfMissing(true)
                // A later release may add a table.
                .setCreateMissingColumnFamilies(true)
                // Without a WAL, all families must reach the disk at one point of the log, or a crash
                // would keep the rows of one table and lose those of another.
                .setAtomicFlush(true)
                // Both break the order of writes or exclude atomic flush; named so that nobody turns them on.
                .setEnablePipelinedWrite(false)
                .setUnorderedWrite(false)
                // One thread writes to a tablet; there is nobody to write beside it.
                .setAllowConcurrentMemtableWrite(false)
                // What is not flushed is in the Raft log. A failed store must not flush on its way out.
                .setAvoidFlushDuringShutdown(true)
                // Shared by all tablets: memory does not grow with their number.
                .setWriteBufferManager(buffers)
                // Flushes and compactions leave the disk to the Raft log, whose fsync clients wait for.
                .setRateLimiter(limiter)
                .setBytesPerSync(MIB)
                // A backlog is read in the order it was written; the kernel may read ahead.
                .setAdviseRandomOnOpen(false)
                .setMaxBackgroundJobs(config.backgroundThreads())
                .setStatistics(statistics)
                // Bounds file handles and the table readers they carry, whatever the backlog.
                .setMaxOpenFiles(config.openFilesMax())
                // Opening must not read every file of a large backlog.
                .setSkipStatsUpdateOnDbOpen(true)
                .setMaxFileOpeningThreads(config.backgroundThreads())
                // A tablet is small at first; the default reserves 4 MiB for each.
                .setManifestPreallocationSize(64 * KIB)
                .setMaxManifestFileSize(16 * MIB)
                // RocksDB's own log file: warnings only, two files of 1 MiB.
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(MIB)
                // Our metrics read the statistics; no timer threads that dump them.
                .setStatsDumpPeriodSec(0)
                .setStatsPersistPeriodSec(0);
    }

    /** Settings of the family that RocksDB insists on; it has the list of tables. */
    static ColumnFamilyOptions tableList() {
        return new ColumnFamilyOptions().setWriteBufferSize(64 * KIB);
    }

    /** Settings of the family of packs, or of the one of rows. */
    static ColumnFamilyOptions family(
            boolean packs, Cache cache, BloomFilter bloom, TablePropertiesCollectorFactory tombstones) {
        BlockBasedTableConfig blocks = new BlockBasedTableConfig()
                .setBlockCache(cache)
                // Index and filter blocks within the cache's bound, not beside it.
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                // 10 bits a key: 1 % of lookups of absent keys touch a block.
                .setFilterPolicy(bloom)
                .setOptimizeFiltersForMemory(true)
                .setBlockSize(8 * KIB);
        ColumnFamilyOptions options = compactedByTombstones(tombstones)
                .setTableFormatConfig(blocks)
                .setWriteBufferSize((packs ? 32 : 8) * MIB)
                // Reads pass by every range tombstone of a write buffer; flushed, they are indexed.
                .setMemtableMaxRangeDeletions(256)
                // Most deduplication ids that are looked up were never seen: 2 % are some 14 bits for each of them, and
                // spare a walk through the write buffer. Packs are looked up only where they are.
                .setMemtablePrefixBloomSizeRatio(packs ? 0 : 0.02)
                .setMemtableWholeKeyFiltering(!packs)
                // Packs are read so seldom that more files to look at cost less than to merge them.
                .setLevel0FileNumCompactionTrigger(packs ? 8 : 4)
                // One filling, two being flushed, before writes wait.
                .setMaxWriteBufferNumber(3)
                // Tablets that hold a few rows should not reserve a megabyte each.
                .setArenaBlockSize((packs ? 256 : 64) * KIB)
                // Young files are rewritten soon; compressing them is wasted.
                .setCompressionPerLevel(List.of(
                        CompressionType.NO_COMPRESSION,
                        CompressionType.NO_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION,
                        CompressionType.LZ4_COMPRESSION))
                .setLevelCompactionDynamicLevelBytes(true)
                // A flushed file spans the whole queue: new rows for its end, tombstones for its front. It is merged
                // with all of the base level, so that level must be small; from there the rows of the end move down
                // as they are, and the tombstones meet the few files of the front. 2 MiB are 30,000 places of messages.
                .setTargetFileSizeBase(2 * MIB)
                .setMaxBytesForLevelBase(8 * MIB);
        if (packs) {
            options.setEnableBlobFiles(true)
                    // Smaller ones are cheaper within the sorted file than a read beside it.
                    .setMinBlobSize(256)
                    // One flush, one file: a file dies as a whole once its rows are gone.
                    .setBlobFileSize(32 * MIB)
                    // Users compress what is worth it; the processor is dearer than the disk here.
                    .setBlobCompressionType(CompressionType.NO_COMPRESSION)
                    // Begins and ends with the share of garbage, see BlobUpkeep.
                    .setEnableBlobGarbageCollection(false)
                    // Then of the older half, and at once where little is left, or one slow row pins 32 MiB.
                    .setBlobGarbageCollectionAgeCutoff(0.5)
                    .setBlobGarbageCollectionForceThreshold(0.5);
        }
        return options;
    }

    /**
     * Rows are deleted in the order they came: files of tombstones must go down at once, so that disk is
     * freed and scans do not wade through them. Only {@link Options} can be told.
     */
    private static ColumnFamilyOptions compactedByTombstones(TablePropertiesCollectorFactory tombstones) {
        try (Options options = new Options()) {
            options.setTablePropertiesCollectorFactory(List.of(tombstones));
            return new ColumnFamilyOptions(options);
        }
    }

    /**
     * A file is compacted when of 16,384 rows in sequence half are tombstones. What a flush at full rate deletes, some
     * thousand rows of messages in flight and some hundred packs, waits until there are as many files as begin a
     * compaction.
     */
    static TablePropertiesCollectorFactory tombstones() {
        return TablePropertiesCollectorFactory.NewCompactOnDeletionCollectorFactory(16_384, 8_192, 0.5);
    }

    /** Whether blob files are rewritten from now on, see {@link BlobUpkeep}. */
    static MutableColumnFamilyOptions collecting(boolean wanted) {
        return MutableColumnFamilyOptions.builder()
                .setEnableBlobGarbageCollection(wanted)
                .build();
    }

    /** Reads at one moment that pass by much which is not read again: they leave the cache to others. */
    static ReadOptions reads(Snapshot snapshot) {
        return new ReadOptions().setSnapshot(snapshot).setFillCache(false);
    }

    /**
     * The same for a pack, which has a checksum of its own and, as a blob, is never in the cache. But the block that
     * tells where it lies tells so of hundreds, of which the next is read next.
     */
    static ReadOptions packReads(ReadOptions reads) {
        return reads.setVerifyChecksums(false).setFillCache(true);
    }

    /** A flush that is done when it returns: what it wrote is told to the log, which then forgets it. */
    static FlushOptions flush() {
        return new FlushOptions().setWaitForFlush(true);
    }

    static BloomFilter bloom() {
        return new BloomFilter(10);
    }

    /** The Raft log is the WAL. */
    static WriteOptions writes() {
        return new WriteOptions().setDisableWAL(true);
    }
}
