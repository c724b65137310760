package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Deletes keys of one table, which come in their order. A queue is emptied from its front, so what a generation deleted
 * are mostly neighbours: a long run of these becomes one range, and not a tombstone for each that every level of
 * RocksDB copies on its way down to the row.
 */
final class Deletions<K extends Comparable<K>> {
    /** A shorter run is deleted key by key: reads pass by every range of a write buffer. */
    static final int RUN_MIN = 256;

    private final WriteBatch batch;
    private final Place place;
    private final Table<K, ?> table;
    private final List<K> run = new ArrayList<>();

    Deletions(WriteBatch batch, Place place, Table<K, ?> table) {
        this.batch = batch;
        this.place = place;
        this.table = table;
    }

    /** Deletes a key, now or as part of a run. */
    void add(K key) throws RocksDBException {
        if (!run.isEmpty() && !table.keys().areNeighbours(run.get(run.size() - 1), key)) {
            end();
        }
        run.add(key);
    }

    /** Ends the last run. */
    void end() throws RocksDBException {
        int single = 0;
        if (run.size() >= RUN_MIN) {
            // The end of a range is not in it: the last key goes by itself.
            single = run.size() - 1;
            batch.deleteRange(place.family(), place.encode(table, run.get(0)), place.encode(table, run.get(single)));
        }
        for (K key : run.subList(single, run.size())) {
            batch.delete(place.family(), place.encode(table, key));
        }
        run.clear();
    }
}
