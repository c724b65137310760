package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One RocksDB database as tables, each at its {@link Place}. */
final class Disk implements AutoCloseable {
    private final StoreEngine engine;
    private final Path dir;
    private final RocksDB db;
    private final List<AutoCloseable> natives;
    private final List<ColumnFamilyHandle> families;
    private final @Nullable Place[] places = new Place[Overlay.TABLE_NUMBERS];
    private final List<BlobUpkeep> blobs = new ArrayList<>();
    private final WriteOptions writes = RocksSettings.writes();
    private final ReadOptions reads = new ReadOptions();

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
        return open(engine, dir, tables, RocksDB::open, true);
    }

    /** Opens a database that is only read: nothing is made or compacted. It must have the families of the tables. */
    static Disk openToRead(StoreEngine engine, Path dir, List<Table<?, ?>> tables) {
        return open(engine, dir, tables, RocksDB::openReadOnly, false);
    }

    /** One of RocksDB's ways to open. */
    private interface Opening {
        RocksDB open(DBOptions options, String dir, List<ColumnFamilyDescriptor> wanted, List<ColumnFamilyHandle> made)
                throws RocksDBException;
    }

    private static Disk open(
            StoreEngine engine, Path dir, List<Table<?, ?>> tables, Opening opening, boolean toBeWritten) {
        List<AutoCloseable> natives = new ArrayList<>();
        engine.opened();
        @Nullable Disk disk = null;
        try {
            Files.createDirectories(dir);
            DBOptions options = engine.databaseOptions();
            natives.add(options);
            List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
            ColumnFamilyOptions tableList = RocksSettings.tableList();
            natives.add(tableList);
            wanted.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tableList));
            List<String> names = new ArrayList<>();
            for (Table<?, ?> table : tables) {
                String name = Place.familyOf(table.id());
                if (!names.contains(name)) {
                    ColumnFamilyOptions family = engine.familyOptions(table.id().largeValues());
                    natives.add(family);
                    wanted.add(new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), family));
                    names.add(name);
                }
            }
            requireFamilies(dir, names);
            List<ColumnFamilyHandle> families = new ArrayList<>();
            RocksDB db = opening.open(options, dir.toString(), wanted, families);
            disk = new Disk(engine, dir, db, natives, families);
            TableList list = new TableList(db, families.get(0), dir);
            Set<Integer> present = list.requireKnown(tables);
            if (toBeWritten) {
                list.add(tables, present, disk.writes);
            }
            for (Table<?, ?> table : tables) {
                ColumnFamilyHandle family = families.get(1 + names.indexOf(Place.familyOf(table.id())));
                disk.places[table.id().number()] = Place.of(table.id(), family);
                if (table.id().largeValues()) {
                    disk.blobs.add(new BlobUpkeep(db, family));
                }
            }
            return disk;
        } catch (RocksDBException | IOException | RuntimeException e) {
            if (disk != null) {
                disk.close();
            } else {
                natives.forEach(Disk::closeNative);
                engine.closed();
            }
            throw e instanceof StoreFailure failure ? failure : new StoreFailure("cannot open " + dir, e);
        }
    }

    <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
        return get(reads, table, key);
    }

    private <K extends Comparable<K>, V> Optional<V> get(ReadOptions options, Table<K, V> table, K key) {
        try {
            Place place = place(table);
            byte[] row = db.get(place.family(), options, place.encode(table, key));
            return row == null ? Optional.empty() : Optional.of(table.rows().decode(row));
        } catch (RocksDBException e) {
            throw failure("cannot read table " + table.id(), e);
        }
    }

    <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
        return new DiskWalk<>(db, place(table), table, from, to, new ReadOptions());
    }

    /** The rows as they are now, until it is closed. It must be before the disk is. */
    Still still() {
        return new Still();
    }

    /** The rows as they were at one moment. What is read so is not kept in the cache: it is read once. */
    final class Still implements AutoCloseable {
        private final Snapshot snapshot = db.getSnapshot();
        private final ReadOptions reads = options();

        <K extends Comparable<K>, V> Optional<V> get(Table<K, V> table, K key) {
            return Disk.this.get(reads, table, key);
        }

        <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
            return new DiskWalk<>(db, place(table), table, from, to, options());
        }

        private ReadOptions options() {
            return new ReadOptions().setSnapshot(snapshot).setFillCache(false);
        }

        @Override
        public void close() {
            reads.close();
            db.releaseSnapshot(snapshot);
            snapshot.close();
        }
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
        closeNative(reads);
        engine.closed();
    }

    private <K extends Comparable<K>, V> void add(WriteBatch batch, Layer<K, V> layer) throws RocksDBException {
        Table<K, V> table = layer.table();
        Place place = place(table);
        for (Span<K> span : layer.cleared()) {
            batch.deleteRange(place.family(), place.encode(table, span.from()), place.encode(table, span.to()));
        }
        Deletions<K> deletions = new Deletions<>(batch, place, table);
        for (Map.Entry<K, Slot<V>> slot : layer.slots()) {
            V row = slot.getValue().row();
            if (row == null) {
                deletions.add(slot.getKey());
            } else {
                batch.put(
                        place.family(),
                        place.encode(table, slot.getKey()),
                        table.rows().encode(row));
            }
        }
        deletions.end();
    }

    private Place place(Table<?, ?> table) {
        Place place = places[table.id().number()];
        if (place == null) {
            throw new IllegalArgumentException("the store has no table " + table.id());
        }
        return place;
    }

    private StoreFailure failure(String what, RocksDBException e) {
        return new StoreFailure(what + " in " + dir, e);
    }

    /** RocksDB refuses families that are not asked for, but with words that say nothing to an operator. */
    private static void requireFamilies(Path dir, List<String> names) throws RocksDBException {
        try (Options options = new Options()) {
            for (byte[] bytes : RocksDB.listColumnFamilies(options, dir.toString())) {
                String name = new String(bytes, StandardCharsets.UTF_8);
                if (!names.contains(name) && !name.equals("default")) {
                    throw new StoreFailure(dir + " has table " + name + ", which is not known here", null);
                }
            }
        }
    }

    private static void closeNative(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            throw new StoreFailure("cannot close " + resource, e);
        }
    }
}
