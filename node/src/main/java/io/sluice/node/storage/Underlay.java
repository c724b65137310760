package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What lies below the active overlay: the frozen overlay, while there is one, over the disk. Its rows
 * change only when an overlay is frozen onto it; that the frozen one moves to disk in the background
 * changes no answer.
 */
final class Underlay {
    private final Disk disk;
    private final CleanRows clean;
    private final ReadAhead ahead;
    private volatile @Nullable Overlay frozen;

    Underlay(Disk disk, List<Table<?, ?>> tables) {
        this.disk = disk;
        this.clean = new CleanRows(tables);
        this.ahead = new ReadAhead(tables);
    }

    /** The row under a key, for looks beside each other: what entries remember stays as it is. */
    <K extends Comparable<K>, V> Optional<V> look(Table<K, V> table, K key) {
        Slot<V> known = clean.find(table, key);
        return known != null ? Optional.ofNullable(known.row()) : find(table, key);
    }

    /** The row under a key, remembered for the next time. For entries only. */
    <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        Slot<V> known = clean.find(table, key);
        if (known != null) {
            return Optional.ofNullable(known.row());
        }
        Optional<V> row = find(table, key);
        clean.learn(table, key, row);
        return row;
    }

    <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
        // Asked before the disk is: once it is null, the disk has all of it.
        Overlay above = frozen;
        Walk<K, V> rows = disk.walk(table, from, to);
        return above == null ? rows : new LayerWalk<>(above.of(table), from, to, rows);
    }

    /** What lies below, as it is now, under a copy of what lies above. Between two entries only. */
    StillRows still(Overlay copy) {
        // Asked before the disk is, as above.
        Overlay above = frozen;
        return new StillRows(copy, above, disk.still());
    }

    /** Takes an overlay of whole entries. The one before must be written. For entries only. */
    void freeze(Overlay overlay) {
        clean.cover(overlay);
        ahead.cover(overlay);
        frozen = overlay;
    }

    /** Tells that the disk has what was frozen. */
    void written() {
        frozen = null;
    }

    /** Weight of what is not yet on disk. */
    long frozenBytes() {
        Overlay overlay = frozen;
        return overlay == null ? 0 : overlay.bytes();
    }

    private <K extends Comparable<K>, V> Optional<V> find(Table<K, V> table, K key) {
        ReadAhead.Shelf<K, V> shelf = ahead.of(table);
        Optional<V> known = shelf == null ? Optional.empty() : shelf.find(key);
        if (known.isPresent()) {
            return known;
        }
        // Asked before the disk is, as above.
        Overlay overlay = frozen;
        Layer<K, V> above = overlay == null ? null : overlay.of(table);
        Slot<V> slot = above == null ? null : above.find(key);
        if (slot != null) {
            return Optional.ofNullable(slot.row());
        }
        return shelf == null
                ? disk.get(table, key)
                : disk.pack(table, key).flatMap(pack -> shelf.keep(pack, above, key));
    }
}
