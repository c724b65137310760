package io.sluice.node.command;

import java.util.Arrays;

/**
 * Bytes that nobody looks into below the edge. The array is shared, not copied, for a message is
 * passed through many hands; so nobody may write to it.
 */
public final class Bytes {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    /** Wraps an array, which nobody may write to from now on. */
    public Bytes(byte[] array) {
        this.array = array;
    }

    /** The array itself. */
    public byte[] array() {
        return array;
    }

    /** How many. */
    public int size() {
        return array.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(array, that.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        return array.length + " bytes";
    }
}
