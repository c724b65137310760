package io.sluice.node.state.tablet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.node.command.ParcelCodec;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.InboxRecord;
import io.sluice.record.v1.LaneRecord;
import io.sluice.record.v1.ParcelRecord;

/** Bytes of the rows of outbox and inbox. */
final class PostRowsCodec {
    static final RowCodec<LaneRow> LANE = new RowCodec<>() {
        @Override
        public byte[] encode(LaneRow row) {
            return LaneRecord.newBuilder()
                    .setFirst(row.first())
                    .setNext(row.next())
                    .build()
                    .toByteArray();
        }

        @Override
        public LaneRow decode(byte[] bytes) {
            try {
                LaneRecord record = LaneRecord.parseFrom(bytes);
                return new LaneRow(record.getFirst(), record.getNext());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("unreadable lane row", e);
            }
        }
    };

    static final RowCodec<OutboxRow> OUTBOX = new RowCodec<>() {
        @Override
        public byte[] encode(OutboxRow row) {
            return ParcelCodec.toRecord(row.parcel()).toByteArray();
        }

        @Override
        public OutboxRow decode(byte[] bytes) {
            try {
                return new OutboxRow(ParcelCodec.fromRecord(ParcelRecord.parseFrom(bytes)));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("unreadable outbox row", e);
            }
        }

        @Override
        public int weight(OutboxRow row) {
            return 256 + row.parcel().bytes();
        }
    };

    static final RowCodec<InboxRow> INBOX = new RowCodec<>() {
        @Override
        public byte[] encode(InboxRow row) {
            return InboxRecord.newBuilder()
                    .setNext(row.next())
                    .addAllRefused(row.refused())
                    .build()
                    .toByteArray();
        }

        @Override
        public InboxRow decode(byte[] bytes) {
            try {
                InboxRecord record = InboxRecord.parseFrom(bytes);
                return new InboxRow(record.getNext(), record.getRefusedList());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("unreadable inbox row", e);
            }
        }
    };

    private PostRowsCodec() {}
}
