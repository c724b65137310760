package io.sluice.node.raft;

import java.util.List;

/**
 * Puts items that are already encoded into an encoded {@code EntryRecord}, without encoding them
 * again: a fixed64 stamp in field 1, then each item length-delimited in field 2.
 */
final class EntryBytes {
    private static final int STAMP_TAG = (1 << 3) | 1;
    private static final int ITEM_TAG = (2 << 3) | 2;

    /** Bytes of an entry without items. */
    static final int EMPTY = 1 + Long.BYTES;

    private EntryBytes() {}

    /** What an item takes in its entry. */
    static int sizeOf(byte[] encodedItem) {
        return 1 + varintSize(encodedItem.length) + encodedItem.length;
    }

    /** The entry of some items whose sizes, with {@link #EMPTY}, sum up to {@code size}. */
    static byte[] assemble(long stampMillis, List<Proposal> items, int size) {
        byte[] bytes = new byte[size];
        bytes[0] = STAMP_TAG;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[1 + i] = (byte) (stampMillis >>> (Byte.SIZE * i));
        }
        int at = EMPTY;
        for (Proposal each : items) {
            byte[] item = each.encodedItem();
            bytes[at++] = ITEM_TAG;
            at = writeVarint(bytes, at, item.length);
            System.arraycopy(item, 0, bytes, at, item.length);
            at += item.length;
        }
        return bytes;
    }

    private static int varintSize(int value) {
        int size = 1;
        for (int rest = value >>> 7; rest != 0; rest >>>= 7) {
            size++;
        }
        return size;
    }

    private static int writeVarint(byte[] bytes, int start, int value) {
        int at = start;
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }
}
