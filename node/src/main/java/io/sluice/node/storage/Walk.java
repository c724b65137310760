package io.sluice.node.storage;

/** A position that moves forward over rows in key order. */
interface Walk<K extends Comparable<K>, V> extends AutoCloseable {
    /** Whether there is a row at the position; if not, the end was reached. */
    boolean valid();

    K key();

    V row();

    void next();

    /** Moves to the first row at or after a key that lies ahead. */
    void skipTo(K key);

    @Override
    void close();
}
