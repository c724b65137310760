package io.sluice.node.state.queue;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.command.Bytes;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.KeptKeyRecord;
import io.sluice.record.v1.KeysCountRecord;
import io.sluice.record.v1.KeysDueRecord;
import io.sluice.record.v1.LifetimesCountRecord;

/** Bytes of the rows of idempotency keys, and of what queues count beside their messages. */
final class SendKeyRowsCodec {
    static final RowCodec<SendKeyRow> KEY = QueueRowsCodec.codec(
            row -> KeptKeyRecord.newBuilder()
                    .setUntilMillis(row.untilMillis())
                    .setContent(UnsafeByteOperations.unsafeWrap(row.content().array()))
                    .setSequence(row.sequence())
                    .setScheduleId(row.scheduleId())
                    .setDueMillis(row.dueMillis())
                    .build(),
            bytes -> {
                KeptKeyRecord record = KeptKeyRecord.parseFrom(bytes);
                return new SendKeyRow(
                        record.getUntilMillis(),
                        new Bytes(record.getContent().toByteArray()),
                        record.getSequence(),
                        record.getScheduleId(),
                        record.getDueMillis());
            },
            // Its key may have 128 characters.
            row -> 256 + row.scheduleId().length());

    static final RowCodec<SendKeysDueRow> DUE = QueueRowsCodec.codec(
            row -> KeysDueRecord.newBuilder().addAllKeys(row.keys()).build(),
            bytes -> new SendKeysDueRow(KeysDueRecord.parseFrom(bytes).getKeysList()),
            // The texts are those of the rows that they name, while both are in memory.
            row -> 64 + 16 * row.keys().size());

    private SendKeyRowsCodec() {}

    static KeysCountRecord toRecord(KeysCount keys) {
        return KeysCountRecord.newBuilder()
                .setNext(keys.next())
                .setCount(keys.count())
                .setFloorMillis(keys.floorMillis())
                .build();
    }

    static KeysCount fromRecord(KeysCountRecord record) {
        return new KeysCount(record.getNext(), record.getCount(), record.getFloorMillis());
    }

    static LifetimesCountRecord toRecord(LifetimesCount lifetimes) {
        return LifetimesCountRecord.newBuilder()
                .setCount(lifetimes.count())
                .setFloorMillis(lifetimes.floorMillis())
                .build();
    }

    static LifetimesCount fromRecord(LifetimesCountRecord record) {
        return new LifetimesCount(record.getCount(), record.getFloorMillis());
    }
}
