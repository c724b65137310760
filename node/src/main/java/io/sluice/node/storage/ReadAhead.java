package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows of tables with large values that were read before anybody asked for them. A backlog is received in the order
 * of its sequences, message by message; to find one in RocksDB's levels costs more than to go on to the next one. So
 * the following rows are read in one walk for who asks for one row after another. A row is given once, then forgotten.
 *
 * <p>Says what lies below the active overlay, as {@link CleanRows} does. Thread-safe; {@link #cover} excludes all else.
 */
final class ReadAhead {
    /** Rows of one walk. */
    static final int ROWS_MAX = 64;

    /** Weight of the rows of one walk, after which it ends. */
    static final int WALK_BYTES_MAX = 64 << 10;

    /** Weight of what one table keeps; the oldest are forgotten. */
    static final int KEPT_BYTES_MAX = 256 << 10;

    private final @Nullable Shelf<?, ?>[] byTable = new Shelf<?, ?>[Overlay.TABLE_NUMBERS];

    ReadAhead(Iterable<Table<?, ?>> tables) {
        for (Table<?, ?> table : tables) {
            if (table.id().largeValues()) {
                byTable[table.id().number()] = new Shelf<>(table);
            }
        }
    }

    /** The rows of a table; null when its rows are small and not read ahead. */
    @SuppressWarnings("unchecked")
    <K extends Comparable<K>, V> @Nullable Shelf<K, V> of(Table<K, V> table) {
        return (Shelf<K, V>) byTable[table.id().number()];
    }

    /** Forgets what an overlay changes, which from now on lies below. */
    void cover(Overlay overlay) {
        for (Layer<?, ?> layer : overlay.layers()) {
            cover(layer);
        }
    }

    private <K extends Comparable<K>, V> void cover(Layer<K, V> layer) {
        Shelf<K, V> shelf = of(layer.table());
        if (shelf != null) {
            shelf.forget(layer);
        }
    }

    /** What is kept of one table. */
    static final class Shelf<K extends Comparable<K>, V> {
        private final Table<K, V> table;
        private final LinkedHashMap<K, V> rows = new LinkedHashMap<>();
        private long bytes;
        private @Nullable K last;

        private Shelf(Table<K, V> table) {
            this.table = table;
        }

        /** Gives a row away, if it is here. */
        synchronized Optional<V> take(K key) {
            V row = rows.remove(key);
            if (row == null) {
                return Optional.empty();
            }
            bytes -= table.rows().weight(row);
            last = key;
            return Optional.of(row);
        }

        /** Where a walk should end that begins at a key which is not here; empty unless the last was the one before. */
        synchronized Optional<K> walkEnd(K key) {
            K former = last;
            last = key;
            return former != null && table.keys().areNeighbours(former, key)
                    ? table.keys().after(key, ROWS_MAX)
                    : Optional.empty();
        }

        /** The row at the walk's beginning, if it is that of the key; what follows is kept. */
        Optional<V> first(K key, Walk<K, V> walk) {
            Map<K, V> found = new LinkedHashMap<>();
            long[] weight = {0};
            walk.visit((at, row) -> {
                found.put(at, row);
                weight[0] += table.rows().weight(row);
                return weight[0] < WALK_BYTES_MAX;
            });
            Optional<V> first = Optional.ofNullable(found.remove(key));
            keep(found);
            return first;
        }

        private synchronized void keep(Map<K, V> found) {
            found.forEach((key, row) -> {
                if (rows.put(key, row) == null) {
                    bytes += table.rows().weight(row);
                }
            });
            Iterator<V> oldest = rows.values().iterator();
            while (bytes > KEPT_BYTES_MAX && oldest.hasNext()) {
                bytes -= table.rows().weight(oldest.next());
                oldest.remove();
            }
        }

        private synchronized void forget(Layer<K, V> layer) {
            rows.entrySet().removeIf(entry -> {
                boolean changed = layer.find(entry.getKey()) != null;
                bytes -= changed ? table.rows().weight(entry.getValue()) : 0;
                return changed;
            });
        }
    }
}
