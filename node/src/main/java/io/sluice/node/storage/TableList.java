package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/**
 * The numbers of the tables that a database has, one row each in the default family. An older release must not open
 * what a newer one has written: it would leave out rows of tables that it does not know.
 */
final class TableList {
    private final RocksDB db;
    private final ColumnFamilyHandle family;
    private final Path dir;

    TableList(RocksDB db, ColumnFamilyHandle family, Path dir) {
        this.db = db;
        this.family = family;
        this.dir = dir;
    }

    /** Refuses a database with a table that is not asked for; returns the numbers that it has. */
    Set<Integer> requireKnown(List<Table<?, ?>> tables) throws RocksDBException {
        Set<Integer> known = new HashSet<>();
        tables.forEach(table -> known.add(table.id().number()));
        Set<Integer> present = new HashSet<>();
        try (RocksIterator rows = db.newIterator(family)) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                int number = Byte.toUnsignedInt(rows.key()[0]);
                if (!known.contains(number)) {
                    throw new StoreFailure(dir + " has table " + number + ", which is not known here", null);
                }
                present.add(number);
            }
            rows.status();
        }
        return present;
    }

    /** Adds those that are missing. They reach the disk with the first rows. */
    void add(List<Table<?, ?>> tables, Set<Integer> present, WriteOptions writes) throws RocksDBException {
        for (Table<?, ?> table : tables) {
            int number = table.id().number();
            if (!present.contains(number)) {
                db.put(family, writes, new byte[] {(byte) number}, new byte[0]);
            }
        }
    }
}
