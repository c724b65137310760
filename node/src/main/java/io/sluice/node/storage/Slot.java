package io.sluice.node.storage;

import org.jspecify.annotations.Nullable;

/** What a layer says about a key. Changed only while its layer's generation is active. */
final class Slot<V> {
    private @Nullable V row;
    private final boolean fresh;

    Slot(@Nullable V row, boolean fresh) {
        this.row = row;
        this.fresh = fresh;
    }

    /** The row, or null when it was deleted. */
    @Nullable
    V row() {
        return row;
    }

    /** Whether no layer below and no disk has a row under the key. */
    boolean fresh() {
        return fresh;
    }

    void replace(V newRow) {
        row = newRow;
    }
}
