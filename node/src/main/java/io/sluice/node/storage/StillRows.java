package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.View;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rows of a tablet as they were between two entries: a copy of the overlay over what lay below it. */
final class StillRows implements View, AutoCloseable {
    private final Overlay above;
    private final @Nullable Overlay frozen;
    private final Disk.Still disk;

    StillRows(Overlay above, @Nullable Overlay frozen, Disk.Still disk) {
        this.above = above;
        this.frozen = frozen;
        this.disk = disk;
    }

    @Override
    public <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        Slot<V> slot = above.of(table).find(key);
        if (slot == null && frozen != null) {
            slot = frozen.of(table).find(key);
        }
        return slot != null ? Optional.ofNullable(slot.row()) : disk.get(table, key);
    }

    @Override
    public <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, K to, Visitor<K, V> visitor) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        Walk<K, V> below = disk.walk(table, from, to);
        if (frozen != null) {
            below = new LayerWalk<>(frozen.of(table), from, to, below);
        }
        try (Walk<K, V> rows = new LayerWalk<>(above.of(table), from, to, below)) {
            rows.visit(visitor);
        }
    }

    @Override
    public void close() {
        disk.close();
    }
}
