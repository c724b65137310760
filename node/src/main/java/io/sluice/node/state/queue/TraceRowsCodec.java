package io.sluice.node.state.queue;

import io.sluice.node.command.TraceCodec;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.TraceArrivalRecord;
import io.sluice.record.v1.TraceEventRecord;
import io.sluice.record.v1.TraceLogRecord;
import io.sluice.record.v1.TraceStateRecord;

/** Bytes of the rows of traces. */
final class TraceRowsCodec {
    static final RowCodec<TraceStateRow> STATE = QueueRowsCodec.codec(
            row -> TraceStateRecord.newBuilder()
                    .setNext(row.next())
                    .setFloor(row.floor())
                    .build(),
            bytes -> {
                TraceStateRecord record = TraceStateRecord.parseFrom(bytes);
                return new TraceStateRow(record.getNext(), record.getFloor());
            });

    static final RowCodec<TraceEvent> EVENT = QueueRowsCodec.codec(
            TraceCodec::toRecord,
            bytes -> TraceCodec.fromRecord(TraceEventRecord.parseFrom(bytes)),
            row -> 64 + row.who().length());

    static final RowCodec<TraceLogRow> LOG = QueueRowsCodec.codec(
            row -> TraceLogRecord.newBuilder()
                    .setMillis(row.millis())
                    .setSequence(row.sequence())
                    .setOrigin(row.origin())
                    .build(),
            bytes -> {
                TraceLogRecord record = TraceLogRecord.parseFrom(bytes);
                return new TraceLogRow(record.getMillis(), record.getSequence(), record.getOrigin());
            });

    static final RowCodec<TraceArrivalRow> ARRIVAL = QueueRowsCodec.codec(
            row -> TraceArrivalRecord.newBuilder().setSequence(row.sequence()).build(),
            bytes -> new TraceArrivalRow(TraceArrivalRecord.parseFrom(bytes).getSequence()));

    private TraceRowsCodec() {}
}
