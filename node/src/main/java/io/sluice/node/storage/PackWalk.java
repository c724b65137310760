package io.sluice.node.storage;

import io.sluice.node.state.Table;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;

/**
 * The packed rows of a table, as they were at one moment. Who asks for keys only reads no pack. Holds native memory
 * until it is closed.
 */
final class PackWalk<K extends Comparable<K>, V> implements Walk<K, V> {
    private final Packs packs;
    private final Place place;
    private final Table<K, V> table;
    private final byte[] end;
    private final Supplier<ReadOptions> moment;
    private final Runnable release;
    private final SlipWalk slips;
    /** The place of the row among those of the slip. */
    private int row;

    private byte @Nullable [] keyBytes;
    private @Nullable K key;
    private @Nullable Pack pack;

    /**
     * Begins at the first row at or after a key.
     *
     * @param moment makes options that read at the walk's moment
     * @param release called when the walk is closed, and when it cannot begin
     */
    PackWalk(
            Packs packs, Place place, Table<K, V> table, K from, K to, Supplier<ReadOptions> moment, Runnable release) {
        this.packs = packs;
        this.place = place;
        this.table = table;
        this.end = table.keys().encode(to);
        this.moment = moment;
        this.release = release;
        this.slips = packs.slips(place, moment.get());
        try {
            byte[] first = table.keys().encode(from);
            slips.seek(first);
            settle(first);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public boolean valid() {
        return keyBytes != null;
    }

    @Override
    public K key() {
        if (key == null) {
            key = table.keys().decode(current());
        }
        return key;
    }

    @Override
    public V row() {
        return table.rows().decode(pack().required(current()).toByteArray());
    }

    @Override
    public void next() {
        row++;
        settle();
    }

    @Override
    public void skipTo(K to) {
        byte[] wanted = table.keys().encode(to);
        if (slips.advance(wanted)) {
            pack = null;
        }
        settle(wanted);
    }

    @Override
    public void close() {
        slips.close();
        release.run();
    }

    private byte[] current() {
        if (keyBytes == null) {
            throw new IllegalStateException("walked past the end");
        }
        return keyBytes;
    }

    private Pack pack() {
        byte[] at = slips.at();
        if (pack == null && at != null) {
            try (ReadOptions reads = moment.get()) {
                pack = packs.get(place, at, reads);
            } catch (RocksDBException e) {
                throw new StoreFailure("cannot scan table " + table.id(), e);
            }
        }
        if (pack == null) {
            throw new IllegalStateException("walked past the end");
        }
        return pack;
    }

    /** Goes to the first row of the slip, or behind it, that is at or after a key. */
    private void settle(byte[] wanted) {
        row = slips.at() == null ? 0 : slips.slip().keys().ceiling(wanted);
        settle();
    }

    private void settle() {
        key = null;
        keyBytes = null;
        while (slips.at() != null && row >= slips.slip().keys().size()) {
            slips.next();
            pack = null;
            row = 0;
        }
        if (slips.at() != null) {
            byte[] found = slips.slip().keys().get(row);
            keyBytes = Arrays.compareUnsigned(found, end) < 0 ? found : null;
        }
    }
}
