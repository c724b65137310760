package io.sluice.node.state;

/** Bytes of a row; deterministic: equal rows have equal bytes on every replica. */
public interface RowCodec<V> {
    /** The bytes of a row. */
    byte[] encode(V row);

    /** The row of these bytes. */
    V decode(byte[] bytes);

    /**
     * About how many bytes of heap a row takes, so that rows in memory can be bounded. Cheap: called at
     * every put. Rows that carry what users sent must count it.
     */
    default int weight(V row) {
        return 64;
    }
}
