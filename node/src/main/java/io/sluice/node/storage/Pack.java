package io.sluice.node.storage;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.sluice.record.v1.PackRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Rows that carry what users sent, many neighbours in one value of RocksDB: a backlog of millions then costs its levels
 * a thirtieth of the entries, and who reads one row has read the next ones. What lives in it says its {@link PackSlip}.
 *
 * @param keys of the rows
 * @param rows encoded
 */
record Pack(PackKeys keys, List<ByteString> rows) {
    /** Rows of one pack. */
    static final int ROWS_MAX = 64;

    /** Bytes of rows after which a pack is full: 32 KiB, for who wants one row reads all of it. */
    static final int ROW_BYTES_FULL = 32 << 10;

    /** Bytes of the checksum behind the record. Ours takes the processor's instruction, RocksDB's of blobs does not. */
    private static final int SUM_BYTES = Integer.BYTES;

    /**
     * Reads a pack that lies at a key. Its rows stay where they are in these bytes.
     *
     * @throws IOException when the bytes are not those that were written
     */
    static Pack decode(byte[] at, byte[] bytes) throws IOException {
        int length = bytes.length - SUM_BYTES;
        if (length < 0 || ByteBuffer.wrap(bytes).getInt(length) != sum(bytes, length)) {
            throw new IOException("its checksum does not match");
        }
        CodedInputStream in = UnsafeByteOperations.unsafeWrap(bytes, 0, length).newCodedInput();
        in.enableAliasing(true);
        PackRecord record = PackRecord.parseFrom(in);
        return new Pack(PackKeys.decode(at, record.getRunsList()), record.getRowsList());
    }

    byte[] encode(byte[] at) {
        PackRecord record = PackRecord.newBuilder()
                .addAllRuns(keys.runs(at))
                .addAllRows(rows)
                .build();
        int length = record.getSerializedSize();
        byte[] bytes = new byte[length + SUM_BYTES];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 0, length);
        try {
            record.writeTo(out);
        } catch (IOException e) {
            throw new IllegalStateException("a record is longer than it says", e);
        }
        ByteBuffer.wrap(bytes).putInt(length, sum(bytes, length));
        return bytes;
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }

    /** The slip of a pack in which all rows live. */
    PackSlip slip() {
        return new PackSlip(
                keys, rows.size(), rows.stream().mapToInt(ByteString::size).sum());
    }

    /** The same without rows that a slip, which may be of another moment, does not tell of. */
    Pack only(PackSlip slip) {
        PackKeys living = keys.keep(slip.keys()::has);
        if (living == keys) {
            return this;
        }
        List<ByteString> livingRows = new ArrayList<>();
        for (int i = 0; i < living.size(); i++) {
            livingRows.add(required(living.get(i)));
        }
        return new Pack(living, livingRows);
    }

    /** The bytes of a row that a slip tells of. */
    ByteString required(byte[] key) {
        ByteString row = row(key);
        if (row == null) {
            throw new StoreFailure("a row is not in its pack", null);
        }
        return row;
    }

    /** The bytes of the row under a key, dead or alive; null when there is none. */
    @Nullable
    ByteString row(byte[] key) {
        int place = keys.find(key);
        return place < 0 ? null : rows.get(place);
    }
}
