package io.sluice.node.storage;

import io.sluice.node.state.Table;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * The rows of a table on disk, as they were when the walk began. Bounded above, so that it never
 * crosses the tombstones behind its end. Holds native memory until it is closed.
 */
final class DiskWalk<K extends Comparable<K>, V> implements Walk<K, V> {
    private final Place place;
    private final Table<K, V> table;
    private final Slice bound;
    private final ReadOptions options;
    private final RocksIterator rows;
    private @Nullable K key;

    /** Begins at the first row at or after a key; the options are this walk's own from now on. */
    DiskWalk(RocksDB db, Place place, Table<K, V> table, K from, K to, ReadOptions options) {
        this.place = place;
        this.table = table;
        this.bound = new Slice(place.encode(table, to));
        this.options = options.setIterateUpperBound(bound);
        this.rows = db.newIterator(place.family(), options);
        rows.seek(place.encode(table, from));
        settle();
    }

    @Override
    public boolean valid() {
        return key != null;
    }

    @Override
    public K key() {
        if (key == null) {
            throw new IllegalStateException("walked past the end");
        }
        return key;
    }

    @Override
    public V row() {
        return table.rows().decode(rows.value());
    }

    @Override
    public void next() {
        rows.next();
        settle();
    }

    @Override
    public void skipTo(K to) {
        rows.seek(place.encode(table, to));
        settle();
    }

    @Override
    public void close() {
        rows.close();
        options.close();
        bound.close();
    }

    private void settle() {
        if (rows.isValid()) {
            key = place.decode(table, rows.key());
            return;
        }
        key = null;
        try {
            // The end and an error look alike until asked.
            rows.status();
        } catch (RocksDBException e) {
            close();
            throw new StoreFailure("cannot scan table " + table.id(), e);
        }
    }
}
