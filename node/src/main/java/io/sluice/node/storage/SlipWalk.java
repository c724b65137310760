package io.sluice.node.storage;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * The slips of a table's packs in the order of their keys, as they were when the walk began. A pack lies at the key
 * that its last row had when it was packed; no row of another lies between its first row and there.
 */
final class SlipWalk implements AutoCloseable {
    private final Place place;
    private final Slice bound;
    private final ReadOptions options;
    private final RocksIterator slips;
    private byte @Nullable [] at;
    private @Nullable PackSlip slip;

    /** Begins nowhere; the options are this walk's own from now on. */
    SlipWalk(RocksDB db, Place place, ReadOptions options) {
        this.place = place;
        this.bound = new Slice(place.end());
        this.options = options.setIterateUpperBound(bound);
        this.slips = db.newIterator(place.family(), options);
    }

    /** Moves to the first pack that may have a row at or after a key. */
    void seek(byte[] key) {
        slips.seek(place.at(key));
        settle();
    }

    /** Moves there too, if that is ahead, and tells whether it was; it mostly is not, and costs nothing then. */
    boolean advance(byte[] key) {
        boolean ahead = at != null && Arrays.compareUnsigned(at, key) < 0;
        if (ahead) {
            seek(key);
        }
        return ahead;
    }

    void next() {
        slips.next();
        settle();
    }

    /** Where the pack lies; null behind the last one. */
    byte @Nullable [] at() {
        return at;
    }

    /** The pack's slip. */
    PackSlip slip() {
        byte[] own = at;
        if (own == null) {
            throw new IllegalStateException("walked past the end");
        }
        if (slip == null) {
            try {
                slip = PackSlip.decode(own, slips.value());
            } catch (InvalidProtocolBufferException e) {
                throw new StoreFailure("a slip of table " + place.number() + " cannot be read", e);
            }
        }
        return slip;
    }

    @Override
    public void close() {
        slips.close();
        options.close();
        bound.close();
    }

    private void settle() {
        slip = null;
        if (slips.isValid()) {
            at = place.own(slips.key());
            return;
        }
        at = null;
        try {
            // The end and an error look alike until asked.
            slips.status();
        } catch (RocksDBException e) {
            close();
            throw new StoreFailure("cannot scan the packs of table " + place.number(), e);
        }
    }
}
