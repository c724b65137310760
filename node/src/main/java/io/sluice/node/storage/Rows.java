package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All rows of a tablet, from three places: the active overlay, over the frozen one while there is one,
 * over the disk. Frozen rows may already be on disk as well, which makes no difference.
 */
final class Rows implements Tx {
    /** A span with at most so many rows below the overlay is deleted key by key. */
    static final int POINT_DELETES_MAX = 64;

    private final Disk disk;
    private final Overlay active;
    private final Frozen frozen;

    /** Tells the frozen overlay; null when all of it is on disk. */
    interface Frozen {
        @Nullable
        Overlay now();
    }

    Rows(Disk disk, Overlay active, Frozen frozen) {
        this.disk = disk;
        this.active = active;
        this.frozen = frozen;
    }

    @Override
    public <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        Layer<K, V> top = active.of(table);
        Slot<V> slot = top.slot(key);
        if (slot != null) {
            return Optional.ofNullable(slot.row());
        }
        if (top.hides(key)) {
            return Optional.empty();
        }
        // Asked before the disk is: once it is null, the disk has all of it.
        Overlay below = frozen.now();
        if (below != null) {
            Layer<K, V> layer = below.of(table);
            slot = layer.slot(key);
            if (slot != null) {
                return Optional.ofNullable(slot.row());
            }
            if (layer.hides(key)) {
                return Optional.empty();
            }
        }
        return disk.get(table, key);
    }

    @Override
    public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, K to, Visitor<K, V> visitor) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        try (Walk<K, V> rows = new LayerWalk<>(active.of(table), from, to, below(table, from, to))) {
            while (rows.valid() && visitor.visit(rows.key(), rows.row())) {
                rows.next();
            }
        }
    }

    @Override
    public <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V row) {
        active.of(table).put(key, row, false);
    }

    @Override
    public <K extends Comparable<K>, V> void insert(Table<K, V> table, K key, V row) {
        active.of(table).put(key, row, true);
    }

    @Override
    public <K extends Comparable<K>, V> void delete(Table<K, V> table, K key) {
        active.of(table).delete(key);
    }

    @Override
    public <K extends Comparable<K>, V> void deleteRange(Table<K, V> table, K from, K to) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        // A cleared span costs a spill now and slower reads until compaction: not for a few rows.
        List<K> keys = new ArrayList<>();
        try (Walk<K, V> rows = below(table, from, to)) {
            while (rows.valid() && keys.size() <= POINT_DELETES_MAX) {
                keys.add(rows.key());
                rows.next();
            }
        }
        Layer<K, V> layer = active.of(table);
        if (keys.size() > POINT_DELETES_MAX) {
            layer.clear(from, to);
        } else {
            layer.drop(from, to);
            keys.forEach(layer::delete);
        }
    }

    private <K extends Comparable<K>, V> Walk<K, V> below(Table<K, V> table, K from, K to) {
        Overlay overlay = frozen.now();
        Walk<K, V> rows = disk.walk(table, from, to);
        return overlay == null ? rows : new LayerWalk<>(overlay.of(table), from, to, rows);
    }
}
