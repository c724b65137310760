package io.sluice.node.storage;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.state.Table;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Adds to a batch what a generation changed in a packed table. Changes and packs are both in the order of keys, so it
 * goes through both at once: rows that come between packs, as those at a queue's end do, become packs of their own; a
 * pack of which rows are deleted gets another slip; only where rows come between those of a pack is it packed anew.
 */
final class PackWriter<K extends Comparable<K>, V> implements AutoCloseable {
    /** A pack is packed anew when its living rows are at most one of so many parts of it. */
    private static final int WASTE_PARTS = 4;

    /** Smaller packs are left as they are. */
    private static final int WASTE_BYTES_MIN = 4 << 10;

    private final Packs packs;
    private final Place place;
    private final Table<K, V> table;
    private final WriteBatch batch;
    private final Layer<K, V> layer;
    private final Packing packing;
    private final ReadOptions reads = new ReadOptions();
    /** What has not been added yet; the first is {@link #change}. */
    private final Iterator<Map.Entry<K, Slot<V>>> slots;

    private final SlipWalk slips;
    private byte @Nullable [] key;
    private @Nullable Slot<V> change;

    PackWriter(Packs packs, Place place, WriteBatch batch, Layer<K, V> layer) {
        this.packs = packs;
        this.place = place;
        this.table = layer.table();
        this.batch = batch;
        this.layer = layer;
        this.packing = new Packing(place, batch);
        this.slots = layer.slots().iterator();
        this.slips = packs.slips(place, new ReadOptions());
    }

    /** Adds everything. */
    void write() throws RocksDBException {
        for (Span<K> span : layer.cleared()) {
            clear(table.keys().encode(span.from()), table.keys().encode(span.to()));
        }
        step();
        if (key != null) {
            slips.seek(key);
        }
        while (key != null) {
            slips.advance(key);
            byte[] at = slips.at();
            if (at == null) {
                putBefore(null);
                continue;
            }
            PackSlip living = living();
            if (living.isEmpty()) {
                slips.next();
            } else if (isBefore(key, living.first())) {
                putBefore(living.first());
            } else {
                changeWithin(at, living);
            }
        }
    }

    @Override
    public void close() {
        slips.close();
        reads.close();
    }

    /** Goes on to the next change. */
    private void step() {
        if (slots.hasNext()) {
            Map.Entry<K, Slot<V>> next = slots.next();
            key = table.keys().encode(next.getKey());
            change = next.getValue();
        } else {
            key = null;
            change = null;
        }
    }

    /** The row that the change brings; null when it deletes one. */
    private @Nullable ByteString come() {
        V row = change == null ? null : change.row();
        return row == null ? null : UnsafeByteOperations.unsafeWrap(table.rows().encode(row));
    }

    /** The slip at the walk's position without what the generation cleared. */
    private PackSlip living() {
        return layer.clearedCount() == 0
                ? slips.slip()
                : slips.slip().keep(own -> layer.spanOver(table.keys().decode(own)) == null);
    }

    /** Takes a span away: the packs within it by one range, those over its ends by another slip. */
    private void clear(byte[] from, byte[] to) throws RocksDBException {
        slips.seek(from);
        byte[] at = slips.at();
        byte[] begin = from;
        if (at != null && isBefore(slips.slip().first(), from)) {
            write(at, living());
            // The range begins at the next possible key.
            begin = Arrays.copyOf(at, at.length + 1);
        }
        if (!isBefore(begin, to)) {
            return;
        }
        batch.deleteRange(place.family(), place.at(begin), place.at(to));
        batch.deleteRange(place.family(), place.packAt(begin), place.packAt(to));
        slips.seek(to);
        at = slips.at();
        if (at != null && isBefore(slips.slip().first(), to)) {
            write(at, living());
        }
    }

    /** Packs the rows that come before a key, or all of them. Nothing is there that could be deleted. */
    private void putBefore(byte @Nullable [] end) throws RocksDBException {
        while (key != null && (end == null || isBefore(key, end))) {
            ByteString come = come();
            if (come != null) {
                packing.add(key, come);
            }
            step();
        }
        packing.end();
    }

    /** Applies the changes up to where a pack lies, which has a row before the first of them. */
    private void changeWithin(byte[] at, PackSlip living) throws RocksDBException {
        Set<byte[]> changed = new TreeSet<>(Arrays::compareUnsigned);
        NavigableMap<byte[], ByteString> rows = new TreeMap<>(Arrays::compareUnsigned);
        while (key != null && !isBefore(at, key)) {
            changed.add(key);
            ByteString come = come();
            if (come != null) {
                rows.put(key, come);
            }
            step();
        }
        PackSlip left = living.keep(own -> !changed.contains(own));
        if (rows.isEmpty() && (left.isEmpty() || !isWaste(left))) {
            if (left.keys().size() < living.keys().size()) {
                write(at, left);
            }
            return;
        }
        if (!left.isEmpty()) {
            Pack old = packs.get(place, at, reads);
            for (int i = 0; i < left.keys().size(); i++) {
                byte[] own = left.keys().get(i);
                rows.put(own, old.required(own));
            }
        }
        remove(at);
        for (Map.Entry<byte[], ByteString> row : rows.entrySet()) {
            packing.add(row.getKey(), row.getValue());
        }
        packing.end();
    }

    private static boolean isWaste(PackSlip left) {
        return left.packedBytes() >= WASTE_BYTES_MIN && left.livingBytes() <= left.packedBytes() / WASTE_PARTS;
    }

    /** Writes what lives in a pack. */
    private void write(byte[] at, PackSlip living) throws RocksDBException {
        if (living.isEmpty()) {
            remove(at);
        } else {
            batch.put(place.family(), place.at(at), living.encode(at));
        }
    }

    private void remove(byte[] at) throws RocksDBException {
        batch.delete(place.family(), place.at(at));
        batch.delete(place.family(), place.packAt(at));
    }

    private static boolean isBefore(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other) < 0;
    }
}
