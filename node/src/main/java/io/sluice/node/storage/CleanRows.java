package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Rows that entries have asked the disk for, so that a setting or a counter that every command reads is
 * decoded once and not for each. Says what lies below the active overlay. Changed by entries only.
 */
final class CleanRows {
    /** Rows kept of one table; when there are more, all are forgotten. */
    static final int ROWS_MAX = 1024;

    /** Weight of a row above which it is not kept. */
    static final int ROW_BYTES_MAX = 1024;

    private final @Nullable Map<?, ?>[] byTable = new Map<?, ?>[Overlay.TABLE_NUMBERS];

    CleanRows(List<Table<?, ?>> tables) {
        for (Table<?, ?> table : tables) {
            // What users sent is read once or twice, and large; for it there is ReadAhead.
            if (!table.id().isPacked()) {
                byTable[table.id().number()] = new HashMap<>();
            }
        }
    }

    /** What is known about a key: a row, or that there is none; null when nothing is known. */
    <K extends Comparable<K>, V> @Nullable Slot<V> find(Table<K, V> table, K key) {
        Map<K, Slot<V>> rows = of(table);
        return rows == null ? null : rows.get(key);
    }

    <K extends Comparable<K>, V> void learn(Table<K, V> table, K key, Optional<V> row) {
        Map<K, Slot<V>> rows = of(table);
        Slot<V> slot = new Slot<>(row.orElse(null), false);
        if (rows == null || isHeavy(table, slot)) {
            return;
        }
        if (rows.size() >= ROWS_MAX) {
            rows.clear();
        }
        rows.put(key, slot);
    }

    /** Takes over what an overlay says, which from now on lies below. */
    void cover(Overlay overlay) {
        for (Layer<?, ?> layer : overlay.layers()) {
            cover(layer);
        }
    }

    private <K extends Comparable<K>, V> void cover(Layer<K, V> layer) {
        Table<K, V> table = layer.table();
        Map<K, Slot<V>> rows = of(table);
        if (rows == null || rows.isEmpty() || layer.isEmpty()) {
            return;
        }
        rows.replaceAll((key, known) -> {
            Slot<V> slot = layer.find(key);
            return slot != null ? slot : known;
        });
        rows.values().removeIf(slot -> isHeavy(table, slot));
    }

    private static <V> boolean isHeavy(Table<?, V> table, Slot<V> slot) {
        V row = slot.row();
        return row != null && table.rows().weight(row) > ROW_BYTES_MAX;
    }

    @SuppressWarnings("unchecked")
    private <K extends Comparable<K>, V> @Nullable Map<K, Slot<V>> of(Table<K, V> table) {
        return (Map<K, Slot<V>>) byTable[table.id().number()];
    }
}
