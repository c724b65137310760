package io.sluice.node.command;

import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.TraceEventRecord;
import io.sluice.record.v1.TracedRecord;

/** Bytes of what befell messages, in replies and rows. */
public final class TraceCodec {
    private TraceCodec() {}

    /** Record of an event. */
    public static TraceEventRecord toRecord(TraceEvent event) {
        return TraceEventRecord.newBuilder()
                .setKind(event.kind().number())
                .setMillis(event.millis())
                .setLease(event.lease())
                .setUntilMillis(event.untilMillis())
                .setWho(event.who())
                .build();
    }

    /** The event of a record. */
    public static TraceEvent fromRecord(TraceEventRecord record) {
        return new TraceEvent(
                TraceEvent.Kind.of(record.getKind()),
                record.getMillis(),
                record.getLease(),
                record.getUntilMillis(),
                record.getWho());
    }

    static ReplyRecord toRecord(Reply.Traced reply) {
        TracedRecord.Builder traced = TracedRecord.newBuilder().setKept(reply.kept());
        reply.events().forEach(event -> traced.addEvents(toRecord(event)));
        return ReplyRecord.newBuilder().setTraced(traced).build();
    }

    static Reply.Traced fromRecord(TracedRecord record) {
        return new Reply.Traced(
                record.getKept(),
                record.getEventsList().stream().map(TraceCodec::fromRecord).toList());
    }
}
