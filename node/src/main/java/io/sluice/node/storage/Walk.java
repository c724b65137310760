package io.sluice.node.storage;

import io.sluice.node.state.View.Visitor;

/** A position that moves forward over rows in key order. */
interface Walk<K extends Comparable<K>, V> extends AutoCloseable {
    /** Whether there is a row at the position; if not, the end was reached. */
    boolean valid();

    K key();

    V row();

    void next();

    /** Moves to the first row at or after a key that lies ahead. */
    void skipTo(K key);

    /** Shows the rows that are left, until the visitor has seen enough. */
    default void visit(Visitor<K, V> visitor) {
        while (valid() && visitor.visit(key(), row())) {
            next();
        }
    }

    @Override
    void close();
}
