package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One RocksDB database as tables: a column family for each, named by its number. */
final class Disk implements AutoCloseable {
    private final StoreEngine engine;
    private final Path dir;
    private final RocksDB db;
    private final List<AutoCloseable> natives;
    private final List<ColumnFamilyHandle> families;
    private final @Nullable ColumnFamilyHandle[] byTable = new ColumnFamilyHandle[Overlay.TABLE_NUMBERS];
    private final List<BlobUpkeep> blobs = new ArrayList<>();
    private final WriteOptions writes = RocksSettings.writes();

    private Disk(
            StoreEngine engine, Path dir, RocksDB db, List<AutoCloseable> natives, List<ColumnFamilyHandle> families) {
        this.engine = engine;
        this.dir = dir;
        this.db = db;
        this.natives = natives;
        this.families = families;
    }

    /** Opens a database, or makes one. Refuses a directory with tables that are not asked for. */
    static Disk open(StoreEngine engine, Path dir, List<Table<?, ?>> tables) {
        return open(engine, dir, tables, RocksDB::open);
    }

    /** Opens a database that is only read: nothing is made or compacted. It must have all tables that are asked for. */
    static Disk openToRead(StoreEngine engine, Path dir, List<Table<?, ?>> tables) {
        return open(engine, dir, tables, RocksDB::openReadOnly);
    }

    /** One of RocksDB's ways to open. */
    private interface Opening {
        RocksDB open(DBOptions options, String dir, List<ColumnFamilyDescriptor> wanted, List<ColumnFamilyHandle> made)
                throws RocksDBException;
    }

    private static Disk open(StoreEngine engine, Path dir, List<Table<?, ?>> tables, Opening opening) {
        List<AutoCloseable> natives = new ArrayList<>();
        engine.opened();
        try {
            Files.createDirectories(dir);
            requireKnown(dir, tables);
            DBOptions options = engine.databaseOptions();
            natives.add(options);
            List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
            ColumnFamilyOptions unused = RocksSettings.unused();
            natives.add(unused);
            wanted.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, unused));
            for (Table<?, ?> table : tables) {
                ColumnFamilyOptions family = engine.familyOptions(table.id());
                natives.add(family);
                wanted.add(new ColumnFamilyDescriptor(name(table).getBytes(StandardCharsets.UTF_8), family));
            }
            List<ColumnFamilyHandle> families = new ArrayList<>();
            RocksDB db = opening.open(options, dir.toString(), wanted, families);
            Disk disk = new Disk(engine, dir, db, natives, families);
            for (int i = 0; i < tables.size(); i++) {
                disk.byTable[tables.get(i).id().number()] = families.get(i + 1);
                if (tables.get(i).id().largeValues()) {
                    disk.blobs.add(new BlobUpkeep(db, families.get(i + 1)));
                }
            }
            return disk;
        } catch (RocksDBException | IOException | RuntimeException e) {
            natives.forEach(Disk::closeNative);
            engine.closed();
            throw e instanceof StoreFailure failure ? failure : new StoreFailure("cannot open " + dir, e);
        }
    }

    <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        try {
            byte[] row = db.get(family(table), table.keys().encode(key));
            return row == null ? Optional.empty() : Optional.of(table.rows().decode(row));
        } catch (RocksDBException e) {
            throw failure("cannot read table " + table.id(), e);
        }
    }

    <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
        return new DiskWalk<>(db, family(table), table, from, to);
    }

    /** Writes a whole overlay at once, to memory; returns its bytes. */
    long write(Overlay overlay) {
        try (WriteBatch batch = new WriteBatch()) {
            for (Layer<?, ?> layer : overlay.layers()) {
                add(batch, layer);
            }
            long bytes = batch.getDataSize();
            // One batch: it never straddles a flush, so the disk never has a part of an entry.
            db.write(writes, batch);
            for (BlobUpkeep upkeep : blobs) {
                upkeep.look();
            }
            return bytes;
        } catch (RocksDBException e) {
            throw failure("cannot spill", e);
        }
    }

    /** Returns when everything written is in fsynced files. */
    void flush() {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, families);
        } catch (RocksDBException e) {
            throw failure("cannot flush", e);
        }
    }

    /** Makes a directory that opens as a copy, of hard links where the file system allows. */
    void checkpoint(Path target) {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException e) {
            throw failure("cannot make a checkpoint at " + target, e);
        }
    }

    /** Sum of a property over all tables. */
    long property(String name) {
        try {
            return db.getAggregatedLongProperty(name);
        } catch (RocksDBException e) {
            throw failure("cannot read " + name, e);
        }
    }

    /** Closes without flushing: what was only in memory is gone. */
    @Override
    public void close() {
        families.forEach(Disk::closeNative);
        closeNative(db);
        natives.forEach(Disk::closeNative);
        closeNative(writes);
        engine.closed();
    }

    private <K extends Comparable<K>, V> void add(WriteBatch batch, Layer<K, V> layer) throws RocksDBException {
        Table<K, V> table = layer.table();
        ColumnFamilyHandle family = family(table);
        for (Span<K> span : layer.cleared()) {
            batch.deleteRange(
                    family, table.keys().encode(span.from()), table.keys().encode(span.to()));
        }
        for (Map.Entry<K, Slot<V>> slot : layer.slots()) {
            byte[] key = table.keys().encode(slot.getKey());
            V row = slot.getValue().row();
            if (row == null) {
                batch.delete(family, key);
            } else {
                batch.put(family, key, table.rows().encode(row));
            }
        }
    }

    private ColumnFamilyHandle family(Table<?, ?> table) {
        ColumnFamilyHandle family = byTable[table.id().number()];
        if (family == null) {
            throw new IllegalArgumentException("the store has no table " + table.id());
        }
        return family;
    }

    private StoreFailure failure(String what, RocksDBException e) {
        return new StoreFailure(what + " in " + dir, e);
    }

    private static void requireKnown(Path dir, List<Table<?, ?>> tables) throws RocksDBException {
        Set<String> known = new HashSet<>(Set.of("default"));
        tables.forEach(table -> known.add(name(table)));
        try (Options options = new Options()) {
            for (byte[] name : RocksDB.listColumnFamilies(options, dir.toString())) {
                String number = new String(name, StandardCharsets.UTF_8);
                if (!known.contains(number)) {
                    throw new StoreFailure(dir + " has table " + number + ", which is not known here", null);
                }
            }
        }
    }

    private static String name(Table<?, ?> table) {
        return Integer.toString(table.id().number());
    }

    private static void closeNative(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new StoreFailure("cannot close " + resource, e);
        }
    }
}
