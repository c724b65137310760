package io.sluice.node.state;

import java.util.Optional;

/** Read access to the rows of one tablet, at one applied index. */
public interface View {
    /** The row under a key. */
    <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key);

    /** Visits rows in key order, from a key (inclusive) to a key (exclusive), until the visitor says stop. */
    <K extends Comparable<K>, V> void scan(Table<K, V> table, K from, K to, Visitor<K, V> visitor);

    /** Takes one row of a scan. It must not change the table that it scans. */
    interface Visitor<K, V> {
        /** Returns whether to go on. */
        boolean visit(K key, V row);
    }
}
