package io.sluice.node.storage;

import com.google.protobuf.ByteString;
import io.sluice.node.state.Table;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The packs that were read last. A backlog is received in the order of its sequences, message by message, so who read a
 * row asks for its neighbours next. They are decoded when they are asked for.
 *
 * <p>Says what lies below the active overlay, as {@link CleanRows} does. Thread-safe; {@link #cover} excludes all else.
 */
final class ReadAhead {
    /** Packs kept of one table; the oldest are forgotten. */
    static final int PACKS_MAX = 8;

    /** Bytes of rows kept of one table, the last pack aside. */
    static final int KEPT_BYTES_MAX = 512 << 10;

    private final @Nullable Shelf<?, ?>[] byTable = new Shelf<?, ?>[Overlay.TABLE_NUMBERS];

    ReadAhead(Iterable<Table<?, ?>> tables) {
        for (Table<?, ?> table : tables) {
            if (table.id().isPacked()) {
                byTable[table.id().number()] = new Shelf<>(table);
            }
        }
    }

    /** The packs of a table; null when it is not packed. */
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
        private final Deque<Kept> packs = new ArrayDeque<>();
        private long bytes;

        private Shelf(Table<K, V> table) {
            this.table = table;
        }

        /** The row under a key, if it is here; nothing is said about others. */
        synchronized Optional<V> find(K key) {
            if (packs.isEmpty()) {
                return Optional.empty();
            }
            byte[] own = table.keys().encode(key);
            for (Kept kept : packs) {
                int place = kept.pack.keys().find(own);
                if (place >= 0 && !kept.stale.get(place)) {
                    return Optional.of(decode(kept.pack.rows().get(place)));
                }
            }
            return Optional.empty();
        }

        /** Keeps a pack but for what the layer above it changes; gives the row of a key that is in it. */
        Optional<V> keep(Pack pack, @Nullable Layer<K, V> above, K key) {
            Kept kept = new Kept(pack);
            if (above != null) {
                forget(kept, above);
            }
            keep(kept);
            return Optional.of(decode(pack.required(table.keys().encode(key))));
        }

        private synchronized void keep(Kept kept) {
            packs.addFirst(kept);
            bytes += kept.bytes;
            while (packs.size() > 1 && (packs.size() > PACKS_MAX || bytes > KEPT_BYTES_MAX)) {
                bytes -= packs.removeLast().bytes;
            }
        }

        private synchronized void forget(Layer<K, V> layer) {
            packs.forEach(kept -> forget(kept, layer));
        }

        private void forget(Kept kept, Layer<K, V> layer) {
            if (layer.isEmpty()) {
                return;
            }
            for (int i = 0; i < kept.pack.keys().size(); i++) {
                if (layer.find(table.keys().decode(kept.pack.keys().get(i))) != null) {
                    kept.stale.set(i);
                }
            }
        }

        private V decode(ByteString row) {
            return table.rows().decode(row.toByteArray());
        }
    }

    /** A pack, and which of its rows count no more. */
    private static final class Kept {
        private final Pack pack;
        private final BitSet stale = new BitSet();
        private final long bytes;

        private Kept(Pack pack) {
            this.pack = pack;
            this.bytes = pack.rows().stream().mapToLong(ByteString::size).sum();
        }
    }
}
