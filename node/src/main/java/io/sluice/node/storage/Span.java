package io.sluice.node.storage;

/** Keys from one (inclusive) to another (exclusive). */
record Span<K extends Comparable<K>>(K from, K to) {
    boolean holds(K key) {
        return from.compareTo(key) <= 0 && key.compareTo(to) < 0;
    }
}
