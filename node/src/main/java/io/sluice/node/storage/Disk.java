package io.sluice.node.storage;

import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

/** One RocksDB database as tables, each at its {@link Place}. Rows of tables with large values are in {@link Packs}. */
final class Disk implements AutoCloseable {
    private static final String ROWS = "rows";
    private static final String PACKS = "packs";

    /** Beside the one that RocksDB insists on, in this order behind it. */
    private static final List<String> FAMILIES = List.of(ROWS, PACKS);

    private static final int BATCH_BYTES_RESERVED_MAX = 64 << 20;

    private final StoreEngine engine;
    private final Path dir;
    private final RocksDB db;
    private final List<AutoCloseable> natives;
    private final List<ColumnFamilyHandle> families;
    private final @Nullable Place[] places = new Place[Overlay.TABLE_NUMBERS];
    private final Packs packs;
    private final BlobUpkeep blobs;
    private final WriteOptions writes = RocksSettings.writes();
    private final ReadOptions reads = new ReadOptions();

    private Disk(
            StoreEngine engine, Path dir, RocksDB db, List<AutoCloseable> natives, List<ColumnFamilyHandle> families) {
        this.engine = engine;
        this.dir = dir;
        this.db = db;
        this.natives = natives;
        this.families = families;
        this.packs = new Packs(db);
        this.blobs = new BlobUpkeep(db, family(PACKS));
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
            for (String name : FAMILIES) {
                ColumnFamilyOptions family = engine.familyOptions(name.equals(PACKS));
                natives.add(family);
                wanted.add(new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), family));
            }
            requireFamilies(dir);
            List<ColumnFamilyHandle> families = new ArrayList<>();
            RocksDB db = opening.open(options, dir.toString(), wanted, families);
            disk = new Disk(engine, dir, db, natives, families);
            TableList list = new TableList(db, families.get(0), dir);
            Set<Integer> present = list.requireKnown(tables);
            if (toBeWritten) {
                list.add(tables, present, disk.writes);
            }
            for (Table<?, ?> table : tables) {
                TableId id = table.id();
                disk.places[id.number()] = new Place(disk.family(id.isPacked() ? PACKS : ROWS), id.number());
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

    /** The row under a key of a table that is not packed. */
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

    /** The pack with the row under a key of a packed table. */
    <K extends Comparable<K>> Optional<Pack> pack(Table<K, ?> table, K key) {
        return pack(table, key, ReadOptions::new);
    }

    private <K extends Comparable<K>> Optional<Pack> pack(Table<K, ?> table, K key, Supplier<ReadOptions> options) {
        try {
            return Optional.ofNullable(packs.having(place(table), table.keys().encode(key), options));
        } catch (RocksDBException e) {
            throw failure("cannot read table " + table.id(), e);
        }
    }

    <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
        if (!table.id().isPacked()) {
            return new DiskWalk<>(db, place(table), table, from, to, new ReadOptions());
        }
        // A slip and its pack are read one after the other, and a spill may come between.
        Still moment = still();
        return new PackWalk<>(packs, place(table), table, from, to, moment::options, moment::close);
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
            if (!table.id().isPacked()) {
                return Disk.this.get(reads, table, key);
            }
            byte[] own = table.keys().encode(key);
            return pack(table, key, this::options)
                    .map(pack -> table.rows().decode(pack.required(own).toByteArray()));
        }

        <K extends Comparable<K>, V> Walk<K, V> walk(Table<K, V> table, K from, K to) {
            return table.id().isPacked()
                    ? new PackWalk<>(packs, place(table), table, from, to, this::options, () -> {})
                    : new DiskWalk<>(db, place(table), table, from, to, options());
        }

        private ReadOptions options() {
            return RocksSettings.reads(snapshot);
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
        // Room for all of it, or the batch is copied each time it grows. Rows weigh more in the heap than on disk.
        try (WriteBatch batch = new WriteBatch((int) Math.min(overlay.bytes(), BATCH_BYTES_RESERVED_MAX))) {
            for (Layer<?, ?> layer : overlay.layers()) {
                add(batch, layer);
            }
            long bytes = batch.getDataSize();
            // One batch: it never straddles a flush, so the disk never has a part of an entry.
            db.write(writes, batch);
            blobs.look();
            return bytes;
        } catch (RocksDBException e) {
            throw failure("cannot spill", e);
        }
    }

    /** Returns when everything written is in fsynced files. */
    void flush() {
        try (FlushOptions options = RocksSettings.flush()) {
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
        Place place = place(layer.table());
        if (!layer.table().id().isPacked()) {
            new RowWriter<>(place, batch, layer).write();
            return;
        }
        try (PackWriter<K, V> writer = new PackWriter<>(packs, place, batch, layer)) {
            writer.write();
        }
    }

    private ColumnFamilyHandle family(String name) {
        return families.get(1 + FAMILIES.indexOf(name));
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
    private static void requireFamilies(Path dir) throws RocksDBException {
        try (Options options = new Options()) {
            for (byte[] bytes : RocksDB.listColumnFamilies(options, dir.toString())) {
                String name = new String(bytes, StandardCharsets.UTF_8);
                if (!FAMILIES.contains(name) && !name.equals("default")) {
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
