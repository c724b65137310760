package io.sluice.node.storage;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a layer merged over those of whatever lies below it. */
final class LayerWalk<K extends Comparable<K>, V> implements Walk<K, V> {
    private final Layer<K, V> layer;
    private final Iterator<Map.Entry<K, Slot<V>>> above;
    private final Walk<K, V> below;
    private @Nullable K aboveKey;
    private @Nullable Slot<V> aboveSlot;
    private @Nullable V row;

    LayerWalk(Layer<K, V> layer, K from, K to, Walk<K, V> below) {
        this.layer = layer;
        this.above = layer.walk(from, to);
        this.below = below;
        nextAbove();
        settle();
    }

    @Override
    public boolean valid() {
        return row != null || below.valid();
    }

    @Override
    public K key() {
        return row != null && aboveKey != null ? aboveKey : below.key();
    }

    @Override
    public V row() {
        return row != null ? row : below.row();
    }

    @Override
    public void next() {
        if (row != null) {
            nextAbove();
        } else if (below.valid()) {
            below.next();
        } else {
            throw new NoSuchElementException();
        }
        settle();
    }

    @Override
    public void skipTo(K key) {
        while (aboveKey != null && aboveKey.compareTo(key) < 0) {
            nextAbove();
        }
        if (below.valid() && below.key().compareTo(key) < 0) {
            below.skipTo(key);
        }
        settle();
    }

    @Override
    public void close() {
        below.close();
    }

    /** Passes over what is deleted or hidden; then the position is at the row above, or else below. */
    private void settle() {
        row = null;
        while (true) {
            if (below.valid()) {
                K belowKey = below.key();
                int order = aboveKey == null ? 1 : aboveKey.compareTo(belowKey);
                if (order > 0) {
                    Span<K> span = layer.spanOver(belowKey);
                    if (span == null) {
                        return;
                    }
                    below.skipTo(span.to());
                    continue;
                }
                if (order == 0) {
                    below.next();
                }
            }
            if (aboveSlot == null) {
                return;
            }
            row = aboveSlot.row();
            if (row != null) {
                return;
            }
            nextAbove();
        }
    }

    private void nextAbove() {
        if (above.hasNext()) {
            Map.Entry<K, Slot<V>> entry = above.next();
            aboveKey = entry.getKey();
            aboveSlot = entry.getValue();
        } else {
            aboveKey = null;
            aboveSlot = null;
        }
    }
}
