package io.sluice.node.state;

/**
 * A typed key space, as a value. Keys and rows are immutable: a store may hand out the very object
 * that was put.
 */
public record Table<K extends Comparable<K>, V>(TableId id, KeyCodec<K> keys, RowCodec<V> rows) {}
