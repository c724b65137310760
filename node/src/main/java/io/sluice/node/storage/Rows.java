package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rows of a tablet during one generation: its overlay over what lies below. */
final class Rows implements Tx {
    /** A span with at most so many rows below the overlay is deleted key by key. */
    static final int POINT_DELETES_MAX = 256;

    private final Underlay underlay;
    private final Overlay active;
    private final boolean forEntries;

    /** Rows for entries may be changed and remember what they read; the others are for looks beside each other. */
    Rows(Underlay underlay, Overlay active, boolean forEntries) {
        this.underlay = underlay;
        this.active = active;
        this.forEntries = forEntries;
    }

    @Override
    public <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        Slot<V> slot = active.of(table).find(key);
        if (slot != null) {
            return Optional.ofNullable(slot.row());
        }
        return forEntries ? underlay.get(table, key) : underlay.look(table, key);
    }

    @Override
    public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, K to, Visitor<K, V> visitor) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        try (Walk<K, V> rows = new LayerWalk<>(active.of(table), from, to, underlay.walk(table, from, to))) {
            rows.visit(visitor);
        }
    }

    @Override
    public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V row) {
        changed(table).put(key, row, false);
    }

    @Override
    public <K extends Comparable<K>, V> void insert(Table<K, V> table, K key, V row) {
        changed(table).put(key, row, true);
    }

    @Override
    public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
        changed(table).delete(key);
    }

    @Override
    public <K extends Comparable<K>, V> void deleteRange(Table<K, V> table, K from, K to) {
        Layer<K, V> layer = changed(table);
        if (from.compareTo(to) >= 0) {
            return;
        }
        // A cleared span slows reads until RocksDB has compacted it away: not for a few rows.
        List<K> keys = new ArrayList<>();
        try (Walk<K, V> rows = underlay.walk(table, from, to)) {
            while (rows.valid() && keys.size() <= POINT_DELETES_MAX) {
                keys.add(rows.key());
                rows.next();
            }
        }
        if (keys.size() > POINT_DELETES_MAX) {
            layer.clear(from, to);
        } else {
            layer.drop(from, to);
            keys.forEach(layer::delete);
        }
    }

    private <K extends Comparable<K>, V> Layer<K, V> changed(Table<K, V> table) {
        if (!forEntries) {
            throw new IllegalStateException("a look changes nothing");
        }
        return active.of(table);
    }
}
