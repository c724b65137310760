package io.sluice.node.state.tablet;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.node.command.ReplyCodec;
import io.sluice.node.model.RequestId;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.AppliedRecord;
import io.sluice.record.v1.KeptReplyRecord;
import io.sluice.record.v1.RepliesRecord;
import java.util.ArrayList;
import java.util.List;

/** Bytes of the rows that every tablet has. */
final class TabletRowsCodec {
    /** Heap of a kept reply, roughly: that of a batch of ten. */
    private static final int REPLY_BYTES = 768;

    static final RowCodec<AppliedRow> APPLIED = new RowCodec<>() {
        @Override
        public byte[] encode(AppliedRow row) {
            return AppliedRecord.newBuilder()
                    .setTerm(row.term())
                    .setIndex(row.index())
                    .setMillis(row.millis())
                    .setFormat(row.format())
                    .build()
                    .toByteArray();
        }

        @Override
        public AppliedRow decode(byte[] bytes) {
            try {
                AppliedRecord record = AppliedRecord.parseFrom(bytes);
                return new AppliedRow(record.getTerm(), record.getIndex(), record.getMillis(), record.getFormat());
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("unreadable applied row", e);
            }
        }
    };

    static final RowCodec<RepliesRow> REPLIES = new RowCodec<>() {
        @Override
        public byte[] encode(RepliesRow row) {
            RepliesRecord.Builder record = RepliesRecord.newBuilder().setMillis(row.millis());
            for (RepliesRow.Kept kept : row.replies()) {
                record.addReplies(KeptReplyRecord.newBuilder()
                        .setRequestClient(kept.requestId().client())
                        .setRequestCall(kept.requestId().call())
                        .setReply(ReplyCodec.toRecord(kept.reply())));
            }
            return record.build().toByteArray();
        }

        @Override
        public RepliesRow decode(byte[] bytes) {
            try {
                RepliesRecord record = RepliesRecord.parseFrom(bytes);
                List<RepliesRow.Kept> replies = new ArrayList<>(record.getRepliesCount());
                for (KeptReplyRecord kept : record.getRepliesList()) {
                    replies.add(new RepliesRow.Kept(
                            new RequestId(kept.getRequestClient(), kept.getRequestCall()),
                            ReplyCodec.fromRecord(kept.getReply())));
                }
                return new RepliesRow(record.getMillis(), replies);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("unreadable replies row", e);
            }
        }

        @Override
        public int weight(RepliesRow row) {
            return 64 + row.replies().size() * REPLY_BYTES;
        }
    };

    private TabletRowsCodec() {}
}
