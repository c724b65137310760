package io.sluice.node.state;

import java.util.Optional;

/** Bytes of a key. Their unsigned order is the natural order of the keys. */
public interface KeyCodec<K> {
    /** The bytes of a key. */
    byte[] encode(K key);

    /** The key of these bytes. */
    K decode(byte[] bytes);

    /** The key so many steps later, where keys follow each other without a gap; empty where nobody knows. */
    default Optional<K> after(K key, int steps) {
        return Optional.empty();
    }

    /** True when no key can be between these two, of which the first is smaller; false also when nobody knows. */
    default boolean areNeighbours(K first, K second) {
        return after(first, 1).filter(second::equals).isPresent();
    }
}
