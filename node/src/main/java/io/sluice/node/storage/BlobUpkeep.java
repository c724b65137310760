package io.sluice.node.storage;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Has the blob files of a table rewritten when they are mostly garbage, and only then. RocksDB's own collection copies
 * every living value out of the oldest files whenever a compaction passes by; the oldest values of a queue are those
 * that are deleted next, with their files as a whole, so that with a long backlog this was half of a node's work. What
 * does need it is a few old values that pin a file each.
 *
 * <p>Called by one thread at a time.
 */
final class BlobUpkeep {
    /** Less garbage than this is left where it is: 256 MiB. */
    static final long GARBAGE_BYTES_MIN = 256L << 20;

    /** Share of garbage, in percent, above which files are rewritten. */
    private static final int BEGIN_PERCENT = 50;

    /** Share of garbage, in percent, below which that ends. */
    private static final int END_PERCENT = 25;

    private final RocksDB db;
    private final ColumnFamilyHandle family;
    private boolean collecting;

    BlobUpkeep(RocksDB db, ColumnFamilyHandle family) {
        this.db = db;
        this.family = family;
    }

    /** Looks at the table's files, and begins or ends. Cheap: two figures that RocksDB keeps. */
    void look() throws RocksDBException {
        long garbage = db.getLongProperty(family, "rocksdb.live-blob-file-garbage-size");
        long size = db.getLongProperty(family, "rocksdb.live-blob-file-size");
        boolean wanted = wanted(collecting, garbage, size);
        if (wanted != collecting) {
            db.setOptions(family, RocksSettings.collecting(wanted));
            collecting = wanted;
        }
    }

    /** Whether files should be rewritten: with a gap between the two limits, or it would begin and end all the time. */
    static boolean wanted(boolean collecting, long garbageBytes, long fileBytes) {
        if (collecting) {
            return garbageBytes >= GARBAGE_BYTES_MIN / 2 && garbageBytes * 100 >= fileBytes * END_PERCENT;
        }
        return garbageBytes >= GARBAGE_BYTES_MIN && garbageBytes * 100 >= fileBytes * BEGIN_PERCENT;
    }
}
