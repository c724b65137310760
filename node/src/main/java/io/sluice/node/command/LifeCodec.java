package io.sluice.node.command;

import io.sluice.record.v1.AttemptRecord;
import io.sluice.record.v1.DeathRecord;
import io.sluice.record.v1.LifeRecord;
import java.util.ArrayList;
import java.util.List;

/** Bytes of what is known of messages beside where they stand. */
public final class LifeCodec {
    private LifeCodec() {}

    /** Record of a life that is not plain. */
    public static LifeRecord toRecord(Life life) {
        return LifeRecord.newBuilder()
                .setEndMillis(life.endMillis())
                .setHolder(life.holder())
                .addAllFailed(toRecords(life.failed()))
                .build();
    }

    /** The life of a record. */
    public static Life fromRecord(LifeRecord record) {
        return new Life(record.getEndMillis(), record.getHolder(), fromRecords(record.getFailedList()));
    }

    static DeathRecord toRecord(Death death) {
        return DeathRecord.newBuilder()
                .setCause(death.cause().number())
                .setMillis(death.millis())
                .addAllFailed(toRecords(death.failed()))
                .build();
    }

    static Death fromRecord(DeathRecord record) {
        return new Death(Death.Cause.of(record.getCause()), record.getMillis(), fromRecords(record.getFailedList()));
    }

    static List<AttemptRecord> toRecords(List<Attempt> attempts) {
        List<AttemptRecord> records = new ArrayList<>(attempts.size());
        for (Attempt attempt : attempts) {
            records.add(AttemptRecord.newBuilder()
                    .setReceive(attempt.receive())
                    .setReceivedMillis(attempt.receivedMillis())
                    .setEndedMillis(attempt.endedMillis())
                    .setConsumer(attempt.consumer())
                    .setReason(attempt.reason())
                    .build());
        }
        return records;
    }

    static List<Attempt> fromRecords(List<AttemptRecord> records) {
        List<Attempt> attempts = new ArrayList<>(records.size());
        for (AttemptRecord record : records) {
            attempts.add(new Attempt(
                    record.getReceive(),
                    record.getReceivedMillis(),
                    record.getEndedMillis(),
                    record.getConsumer(),
                    record.getReason()));
        }
        return attempts;
    }
}
