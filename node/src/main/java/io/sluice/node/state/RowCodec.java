package io.sluice.node.state;

/** Bytes of a row; deterministic: equal rows have equal bytes on every replica. */
public interface RowCodec<V> {
    /** The bytes of a row. */
    byte[] encode(V row);

    /** The row of these bytes. */
    V decode(byte[] bytes);
}
