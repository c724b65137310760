package io.sluice.node.state;

/** Bytes of a key. Their unsigned order is the natural order of the keys. */
public interface KeyCodec<K> {
    /** The bytes of a key. */
    byte[] encode(K key);

    /** The key of these bytes. */
    K decode(byte[] bytes);
}
