package io.sluice.node.storage;

import io.sluice.node.model.Invariant;
import io.sluice.node.state.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generation of changes: a layer for each table. Always holds whole entries once one has ended. */
final class Overlay {
    /** Table numbers on disk are below this. */
    static final int TABLE_NUMBERS = 256;

    private final @Nullable Layer<?, ?>[] byTable = new Layer<?, ?>[TABLE_NUMBERS];
    private final List<Layer<?, ?>> layers = new ArrayList<>();

    Overlay(List<Table<?, ?>> tables) {
        for (Table<?, ?> table : tables) {
            Layer<?, ?> layer = new Layer<>(table);
            byTable[table.id().number()] = layer;
            layers.add(layer);
        }
    }

    /** The same at this moment; the rows are shared. */
    Overlay copy() {
        Overlay copy = new Overlay(List.of());
        for (Layer<?, ?> layer : layers) {
            Layer<?, ?> copied = layer.copy();
            copy.byTable[copied.table().id().number()] = copied;
            copy.layers.add(copied);
        }
        return copy;
    }

    /** The layer of a table. Two tables of one id have the same types. */
    @SuppressWarnings("unchecked")
    <K extends Comparable<K>, V> Layer<K, V> of(Table<K, V> table) {
        Layer<?, ?> layer = byTable[table.id().number()];
        if (layer == null) {
            throw new IllegalArgumentException("the store has no table " + table.id());
        }
        return (Layer<K, V>) layer;
    }

    List<Layer<?, ?>> layers() {
        return layers;
    }

    long bytes() {
        long bytes = 0;
        for (int i = 0; i < layers.size(); i++) {
            bytes += layers.get(i).bytes();
        }
        Invariant.check(bytes >= 0, "rows weigh the same when they come and go");
        return bytes;
    }

    boolean isEmpty() {
        return layers.stream().allMatch(Layer::isEmpty);
    }

    /** Spans cleared, over all tables. */
    int clearedCount() {
        int spans = 0;
        for (int i = 0; i < layers.size(); i++) {
            spans += layers.get(i).clearedCount();
        }
        return spans;
    }
}
