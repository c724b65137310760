package io.sluice.node.storage;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.record.v1.PackSlipRecord;
import java.util.function.Predicate;

/**
 * What lives in a {@link Pack}. When rows are deleted the slip alone is written anew.
 *
 * @param keys the living rows' keys
 * @param packedRows rows of the pack, the dead ones included
 * @param packedBytes bytes of these rows
 */
record PackSlip(PackKeys keys, int packedRows, int packedBytes) {
    /** Reads the slip of a pack that lies at a key. */
    static PackSlip decode(byte[] at, byte[] bytes) throws InvalidProtocolBufferException {
        PackSlipRecord record = PackSlipRecord.parseFrom(bytes);
        return new PackSlip(PackKeys.decode(at, record.getRunsList()), record.getPackedRows(), record.getPackedBytes());
    }

    byte[] encode(byte[] at) {
        return PackSlipRecord.newBuilder()
                .setPackedRows(packedRows)
                .setPackedBytes(packedBytes)
                .addAllRuns(keys.runs(at))
                .build()
                .toByteArray();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The first living row's key. */
    byte[] first() {
        return keys.first();
    }

    /** Bytes of the living rows, as if all rows had as many. */
    long livingBytes() {
        return (long) packedBytes * keys.size() / packedRows;
    }

    /** The same with fewer rows; the very same when all are wanted. */
    PackSlip keep(Predicate<byte[]> wanted) {
        PackKeys kept = keys.keep(wanted);
        return kept == keys ? this : new PackSlip(kept, packedRows, packedBytes);
    }
}
