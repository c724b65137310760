package io.sluice.node.storage;

import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** The packs of a database, by their slips. */
final class Packs {
    /**
     * Looks at a slip and then at its pack, between which a spill may have split it. An entry or a look sees one spill
     * at most.
     */
    private static final int TRIES_MAX = 3;

    private final RocksDB db;

    Packs(RocksDB db) {
        this.db = db;
    }

    /** The slips of a table; the options are the walk's own from now on. */
    SlipWalk slips(Place place, ReadOptions reads) {
        return new SlipWalk(db, place, reads);
    }

    /** What lives in the pack with a row, by options made for each read; null when there is no such row. */
    @Nullable
    Pack having(Place place, byte[] key, Supplier<ReadOptions> reads) throws RocksDBException {
        for (int i = 0; i < TRIES_MAX; i++) {
            byte[] at;
            PackSlip slip;
            try (SlipWalk slips = slips(place, reads.get())) {
                slips.seek(key);
                at = slips.at();
                if (at == null || !slips.slip().keys().has(key)) {
                    return null;
                }
                slip = slips.slip();
            }
            try (ReadOptions own = reads.get()) {
                Pack pack = find(place, at, own);
                if (pack != null && pack.keys().has(key)) {
                    return pack.only(slip);
                }
            }
        }
        throw new StoreFailure("a row of table " + place.number() + " is not in its pack", null);
    }

    /** The pack of a slip that was read at the same moment. */
    Pack get(Place place, byte[] at, ReadOptions reads) throws RocksDBException {
        Pack pack = find(place, at, reads);
        if (pack == null) {
            throw new StoreFailure("a pack of table " + place.number() + " is missing", null);
        }
        return pack;
    }

    private @Nullable Pack find(Place place, byte[] at, ReadOptions reads) throws RocksDBException {
        byte[] bytes = db.get(place.family(), RocksSettings.packReads(reads), place.packAt(at));
        try {
            return bytes == null ? null : Pack.decode(at, bytes);
        } catch (IOException e) {
            throw new StoreFailure("a pack of table " + place.number() + " cannot be read", e);
        }
    }
}
