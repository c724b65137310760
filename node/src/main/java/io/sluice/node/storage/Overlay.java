package io.sluice.node.storage;

import io.sluice.node.model.Invariant;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One generation of changes: a layer for each table. Always holds whole entries once one has ended. */
final class Overlay {
    private final @Nullable Layer<?, ?>[] byTable = new Layer<?, ?>[TableId.values().length];
    private final List<Layer<?, ?>> layers = new ArrayList<>();

    Overlay(List<Table<?, ?>> tables) {
        for (Table<?, ?> table : tables) {
            Layer<?, ?> layer = new Layer<>(table);
            byTable[table.id().ordinal()] = layer;
            layers.add(layer);
        }
    }

    /** The layer of a table. Two tables of one id have the same types. */
    @SuppressWarnings("unchecked")
    <K extends Comparable<K>, V> Layer<K, V> of(Table<K, V> table) {
        Layer<?, ?> layer = byTable[table.id().ordinal()];
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

    boolean hasCleared() {
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).cleared().isEmpty()) {
                return true;
            }
        }
        return false;
    }
}
