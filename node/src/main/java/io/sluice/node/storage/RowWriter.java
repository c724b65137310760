package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Adds to a batch what a generation changed in a table that is not packed. */
final class RowWriter<K extends Comparable<K>, V> {
    private final Place place;
    private final WriteBatch batch;
    private final Layer<K, V> layer;

    RowWriter(Place place, WriteBatch batch, Layer<K, V> layer) {
        this.place = place;
        this.batch = batch;
        this.layer = layer;
    }

    /** Adds everything. */
    void write() throws RocksDBException {
        Table<K, V> table = layer.table();
        for (Span<K> span : layer.cleared()) {
            batch.deleteRange(place.family(), place.encode(table, span.from()), place.encode(table, span.to()));
        }
        Deletions<K> deletions = new Deletions<>(batch, place, table);
        for (Map.Entry<K, Slot<V>> slot : layer.slots()) {
            V row = slot.getValue().row();
            if (row == null) {
                deletions.add(slot.getKey());
            } else {
                batch.put(
                        place.family(),
                        place.encode(table, slot.getKey()),
                        table.rows().encode(row));
            }
        }
        deletions.end();
    }
}
