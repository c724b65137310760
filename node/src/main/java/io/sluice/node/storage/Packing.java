package io.sluice.node.storage;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Makes packs of rows that come in the order of their keys, and adds them to a batch. */
final class Packing {
    private final Place place;
    private final WriteBatch batch;
    private List<byte[]> keys = new ArrayList<>();
    private List<ByteString> rows = new ArrayList<>();
    private int rowBytes;

    Packing(Place place, WriteBatch batch) {
        this.place = place;
        this.batch = batch;
    }

    void add(byte[] key, ByteString row) throws RocksDBException {
        if (!keys.isEmpty() && !PackKeys.isOneLine(keys.get(0), key)) {
            end();
        }
        keys.add(key);
        rows.add(row);
        rowBytes += row.size();
        if (keys.size() == Pack.ROWS_MAX || rowBytes >= Pack.ROW_BYTES_FULL) {
            end();
        }
    }

    /** No further row is a neighbour of the last one. */
    void end() throws RocksDBException {
        if (keys.isEmpty()) {
            return;
        }
        Pack pack = new Pack(PackKeys.of(keys), rows);
        byte[] at = keys.get(keys.size() - 1);
        batch.put(place.family(), place.at(at), pack.slip().encode(at));
        batch.put(place.family(), place.packAt(at), pack.encode(at));
        keys = new ArrayList<>();
        rows = new ArrayList<>();
        rowBytes = 0;
    }
}
