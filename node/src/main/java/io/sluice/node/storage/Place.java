package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.Arrays;
import org.rocksdb.ColumnFamilyHandle;

/**
 * Where the rows of a table are on disk: in the family of packs if they are packed, in that of rows with all others,
 * their keys behind the table's number. A family costs buffers, files and syncs of its own, on each tablet, however
 * few rows it has. The slips of a packed table lie where rows would be, the packs apart behind a zero.
 *
 * @param family the family
 * @param number the table's number, 1 or greater
 */
record Place(ColumnFamilyHandle family, int number) {
    Place {
        if (number >= Overlay.TABLE_NUMBERS - 1) {
            throw new IllegalArgumentException("behind table " + number + " there must be a further number");
        }
    }

    /** The key on disk. */
    <K extends Comparable<K>> byte[] encode(Table<K, ?> table, K key) {
        return at(table.keys().encode(key));
    }

    /** The key of a key on disk. */
    <K extends Comparable<K>> K decode(Table<K, ?> table, byte[] bytes) {
        return table.keys().decode(own(bytes));
    }

    /** The key on disk of a key's own bytes. */
    byte[] at(byte[] own) {
        return behind(own, (byte) number);
    }

    /** The key on disk of a pack that lies at a key's own bytes. */
    byte[] packAt(byte[] own) {
        return behind(own, (byte) 0, (byte) number);
    }

    /** A key's own bytes of a key on disk. */
    byte[] own(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }

    /** Before this are all keys of the table. */
    byte[] end() {
        return new byte[] {(byte) (number + 1)};
    }

    private static byte[] behind(byte[] own, byte... prefix) {
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + own.length);
        System.arraycopy(own, 0, bytes, prefix.length, own.length);
        return bytes;
    }
}
