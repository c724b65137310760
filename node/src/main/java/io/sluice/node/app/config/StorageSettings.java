package io.sluice.node.app.config;

/**
 * The state on disk: one RocksDB per tablet, all of a node sharing cache, write buffers and threads.
 *
 * @param overlayBytesMax rows per tablet that wait in the heap before they go to RocksDB
 * @param blockCacheBytes blocks of all tablets in native memory; write buffers are charged to it
 * @param writeBuffersBytesMax write buffers of all tablets together, within the block cache
 * @param backgroundThreads threads that flush and compact
 * @param backgroundBytesPerSecond what they may write in a second
 * @param spillThreads threads that hand rows from the heap to RocksDB
 * @param openFilesMax files that one tablet keeps open
 */
public record StorageSettings(
        DataSize overlayBytesMax,
        DataSize blockCacheBytes,
        DataSize writeBuffersBytesMax,
        int backgroundThreads,
        DataSize backgroundBytesPerSecond,
        int spillThreads,
        int openFilesMax)
        implements Section {
    public StorageSettings {
        Check.range("overlayBytesMax", overlayBytesMax, "1MB", "1GB");
        Check.range("blockCacheBytes", blockCacheBytes, "16MB", "64GB");
        Check.range("writeBuffersBytesMax", writeBuffersBytesMax, "8MB", "32GB");
        Check.holds(
                writeBuffersBytesMax.compareTo(blockCacheBytes) <= 0,
                "writeBuffersBytesMax",
                writeBuffersBytesMax + " is more than blockCacheBytes (" + blockCacheBytes + "), which holds it");
        Check.range("backgroundThreads", backgroundThreads, 1, 64);
        Check.range("backgroundBytesPerSecond", backgroundBytesPerSecond, "1MB", "64GB");
        Check.range("spillThreads", spillThreads, 1, 64);
        Check.range("openFilesMax", openFilesMax, 64, 1_000_000);
    }

    static StorageSettings defaults() {
        return new StorageSettings(
                DataSize.ofMegabytes(16),
                DataSize.ofMegabytes(192),
                DataSize.ofMegabytes(96),
                2,
                DataSize.ofMegabytes(256),
                1,
                512);
    }
}
