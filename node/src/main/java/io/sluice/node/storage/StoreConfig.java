package io.sluice.node.storage;

/**
 * Bounds of memory, files and background work of a node's disk state.
 *
 * @param overlayBytesMax rows of one tablet kept in the heap before they are spilled, by weight; all
 *     tablets of a node together keep {@link #OVERLAYS_SHARED} times this, and up to twice that and an
 *     entry for each tablet while spills are written
 * @param blockCacheBytes blocks of all tablets in native memory; write buffers are charged to it
 * @param writeBuffersBytesMax write buffers of all tablets in native memory, within the block cache
 * @param backgroundThreads threads of the node that flush and compact
 * @param backgroundBytesPerSecond bytes a second that all flushes and compactions may write
 * @param spillThreads threads of the node that hand spilled rows to RocksDB
 * @param openFilesMax files that one tablet keeps open
 */
public record StoreConfig(
        long overlayBytesMax,
        long blockCacheBytes,
        long writeBuffersBytesMax,
        int backgroundThreads,
        long backgroundBytesPerSecond,
        int spillThreads,
        int openFilesMax) {
    /** So many stores may fill their overlays; more share the same heap equally. */
    public static final int OVERLAYS_SHARED = 6;

    private static final long MIB = 1L << 20;

    public StoreConfig {
        require(overlayBytesMax > 0, "overlayBytesMax");
        require(blockCacheBytes > 0, "blockCacheBytes");
        require(
                writeBuffersBytesMax > 0 && writeBuffersBytesMax <= blockCacheBytes,
                "writeBuffersBytesMax, at most blockCacheBytes");
        require(backgroundThreads > 0, "backgroundThreads");
        require(backgroundBytesPerSecond > 0, "backgroundBytesPerSecond");
        require(spillThreads > 0, "spillThreads");
        require(openFilesMax >= 64, "openFilesMax, at least 64");
    }

    /** What suits a node with 512 MiB of heap and two cores. */
    public static StoreConfig defaults() {
        return new StoreConfig(16 * MIB, 192 * MIB, 96 * MIB, 2, 256 * MIB, 1, 512);
    }

    /** The same with another bound of the overlay. */
    public StoreConfig withOverlayBytesMax(long bytes) {
        return new StoreConfig(
                bytes,
                blockCacheBytes,
                writeBuffersBytesMax,
                backgroundThreads,
                backgroundBytesPerSecond,
                spillThreads,
                openFilesMax);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("bad store setting: " + what);
        }
    }
}
