package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one generation changed in one table, as typed objects: rows put, keys deleted, spans cleared.
 * Within a layer a span was cleared before any of its slots was made.
 */
final class Layer<K extends Comparable<K>, V> {
    /** Heap of a key, its slot and its place in the map, roughly. */
    static final int SLOT_BYTES = 128;

    private final Table<K, V> table;
    private final NavigableMap<K, Slot<V>> slots;
    private final List<Span<K>> cleared;
    private long bytes;

    Layer(Table<K, V> table) {
        this.table = table;
        this.slots = new TreeMap<>();
        this.cleared = new ArrayList<>(0);
    }

    private Layer(Layer<K, V> other) {
        this.table = other.table;
        // Of a sorted map a tree is made without comparing keys.
        this.slots = new TreeMap<>(other.slots);
        this.slots.replaceAll((key, slot) -> new Slot<>(slot.row(), slot.fresh()));
        this.cleared = new ArrayList<>(other.cleared);
        this.bytes = other.bytes;
    }

    /** The same at this moment; the rows are shared. */
    Layer<K, V> copy() {
        return new Layer<>(this);
    }

    Table<K, V> table() {
        return table;
    }

    /** By weight. */
    long bytes() {
        return bytes;
    }

    List<Span<K>> cleared() {
        return Collections.unmodifiableList(cleared);
    }

    int clearedCount() {
        return cleared.size();
    }

    boolean isEmpty() {
        return slots.isEmpty() && cleared.isEmpty();
    }

    /** What this layer says about a key: its row, or that there is none; null when what lies below counts. */
    @Nullable
    Slot<V> find(K key) {
        Slot<V> slot = slots.get(key);
        return slot != null || cleared.isEmpty() || spanOver(key) == null ? slot : new Slot<>(null, false);
    }

    @Nullable
    Span<K> spanOver(K key) {
        for (Span<K> span : cleared) {
            if (span.holds(key)) {
                return span;
            }
        }
        return null;
    }

    /** Slots in key order. */
    Iterator<Map.Entry<K, Slot<V>>> walk(K from, K to) {
        return slots.subMap(from, true, to, false).entrySet().iterator();
    }

    /** All slots in key order. */
    Iterable<Map.Entry<K, Slot<V>>> slots() {
        return slots.entrySet();
    }

    void put(K key, V row, boolean neverUsed) {
        Slot<V> old = slots.putIfAbsent(key, new Slot<>(row, neverUsed));
        if (old == null) {
            bytes += SLOT_BYTES;
        } else {
            bytes -= weight(old);
            old.replace(row);
        }
        bytes += table.rows().weight(row);
    }

    void delete(K key) {
        Slot<V> old = slots.remove(key);
        if (old != null) {
            bytes -= SLOT_BYTES + weight(old);
        }
        // A row that only this layer knows leaves no trace: nothing below needs hiding.
        if (old == null || !old.fresh()) {
            slots.put(key, new Slot<>(null, false));
            bytes += SLOT_BYTES;
        }
    }

    /** Forgets the slots of a span, so that what lies below shows again. */
    void drop(K from, K to) {
        NavigableMap<K, Slot<V>> dropped = slots.subMap(from, true, to, false);
        for (Slot<V> slot : dropped.values()) {
            bytes -= SLOT_BYTES + weight(slot);
        }
        dropped.clear();
    }

    /** Hides whatever lies below in a span. */
    void clear(K from, K to) {
        drop(from, to);
        cleared.add(new Span<>(from, to));
    }

    private int weight(Slot<V> slot) {
        V row = slot.row();
        return row == null ? 0 : table.rows().weight(row);
    }
}
