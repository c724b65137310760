package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.Arrays;
import org.rocksdb.ColumnFamilyHandle;

/**
 * Where the rows of a table are on disk. A table of large values has a column family of its own, so that its places are
 * not copied with other rows; all others share one, their keys behind the table's number. A family costs buffers, files
 * and syncs of its own, on each tablet, however few rows it has.
 *
 * @param family the column family
 * @param number the table's number
 * @param shared whether other tables are in the family
 */
record Place(ColumnFamilyHandle family, int number, boolean shared) {
    /** The name of a table's family. */
    static String familyOf(TableId table) {
        return table.largeValues() ? Integer.toString(table.number()) : "rows";
    }

    static Place of(TableId table, ColumnFamilyHandle family) {
        return new Place(family, table.number(), !table.largeValues());
    }

    /** The key on disk. */
    <K extends Comparable<K>> byte[] encode(Table<K, ?> table, K key) {
        byte[] own = table.keys().encode(key);
        if (!shared) {
            return own;
        }
        byte[] bytes = new byte[1 + own.length];
        bytes[0] = (byte) number;
        System.arraycopy(own, 0, bytes, 1, own.length);
        return bytes;
    }

    /** The key of a key on disk. */
    <K extends Comparable<K>> K decode(Table<K, ?> table, byte[] bytes) {
        return table.keys().decode(shared ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }
}
