package io.sluice.node.state;

/**
 * Read and write access to the rows of one tablet while one entry is applied. Writes are seen at
 * once by reads through the same transaction; they reach the disk together with the applied index
 * of their entry, or not at all.
 */
public interface Tx extends View {
    /** Stores a row, in place of one that may be there. */
    <K extends Comparable<K>, V> void put(Table<K, V> table, K key, V row);

    /**
     * Stores a row whose key was never used before. The caller's word is relied on: such a row may be
     * deleted again without any trace on disk.
     */
    <K extends Comparable<K>, V> void insert(Table<K, V> table, K key, V row);

    /** Removes the row under a key, if there is one. */
    <K extends Comparable<K>, V> void delete(Table<K, V> table, K key);

    /** Removes all rows from a key (inclusive) to a key (exclusive). Costly; meant for purges. */
    <K extends Comparable<K>, V> void deleteRange(Table<K, V> table, K from, K to);
}
