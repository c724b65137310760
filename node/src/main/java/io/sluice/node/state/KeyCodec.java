package io.sluice.node.state;

/** Bytes of a key. Their unsigned order is the natural order of the keys. */
public interface KeyCodec<K> {
    /** The bytes of a key. */
    byte[] encode(K key);

    /** The key of these bytes. */
    K decode(byte[] bytes);

    /** True when no key can be between these two, of which the first is smaller; false also when nobody knows. */
    default boolean areNeighbours(K first, K second) {
        return false;
    }
}
