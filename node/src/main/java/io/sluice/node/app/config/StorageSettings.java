package io.sluice.node.app.config;

/**
 * The state on disk: one RocksDB per tablet, all of a node sharing cache and write buffers.
 *
 * @param overlayBytes rows per tablet that may wait in memory before they are written to RocksDB
 * @param blockCacheBytes uncompressed blocks of all tablets kept in memory
 * @param writeBufferBytes memtables of all tablets together
 * @param backgroundJobs threads of a node for flushes and compactions
 */
public record StorageSettings(
        DataSize overlayBytes, DataSize blockCacheBytes, DataSize writeBufferBytes, int backgroundJobs)
        implements Section {
    public StorageSettings {
        Check.range("overlayBytes", overlayBytes, "1MB", "1GB");
        Check.range("blockCacheBytes", blockCacheBytes, "8MB", "64GB");
        Check.range("writeBufferBytes", writeBufferBytes, "8MB", "16GB");
        Check.range("backgroundJobs", backgroundJobs, 1, 64);
    }

    static StorageSettings defaults() {
        return new StorageSettings(DataSize.ofMegabytes(16), DataSize.ofMegabytes(64), DataSize.ofMegabytes(64), 2);
    }
}
