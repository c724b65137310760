package io.sluice.node.storage;

/**
 * Figures of one tablet's store.
 *
 * @param overlayBytes rows in the heap, by weight, those being spilled included
 * @param memtableBytes write buffers in native memory
 * @param sstBytes live sorted files on disk
 * @param blobBytes live blob files on disk
 * @param spills spills since the store was opened
 * @param spillBytes bytes handed to RocksDB by them
 * @param spillNanos time that they took, in the background
 * @param stallNanos time that entries waited for an unfinished spill
 */
public record StoreStats(
        long overlayBytes,
        long memtableBytes,
        long sstBytes,
        long blobBytes,
        long spills,
        long spillBytes,
        long spillNanos,
        long stallNanos) {}
