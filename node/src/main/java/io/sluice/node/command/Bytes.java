package io.sluice.node.command;

import java.util.Arrays;

/**
 * Bytes that nobody looks into below the edge. The array is shared, not copied, for a message is
 * passed through many hands; so nobody may write to it.
 */
public record Bytes(byte[] array) {
    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

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
