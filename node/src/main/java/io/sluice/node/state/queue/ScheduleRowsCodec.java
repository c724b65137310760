package io.sluice.node.state.queue;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.ScheduleCodec;
import io.sluice.node.model.Limits;
import io.sluice.node.state.RowCodec;
import io.sluice.record.v1.ScheduleDueRecord;
import io.sluice.record.v1.ScheduleRowRecord;
import io.sluice.record.v1.ScheduleStateRecord;
import io.sluice.record.v1.ScheduledMessageRecord;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of the rows of schedules. */
final class ScheduleRowsCodec {
    static final RowCodec<ScheduleStateRow> STATE = QueueRowsCodec.codec(
            row -> ScheduleStateRecord.newBuilder()
                    .setNextNumber(row.nextNumber())
                    .setCount(row.count())
                    .setDueFloorMillis(row.dueFloorMillis())
                    .build(),
            bytes -> {
                ScheduleStateRecord record = ScheduleStateRecord.parseFrom(bytes);
                return new ScheduleStateRow(record.getNextNumber(), record.getCount(), record.getDueFloorMillis());
            });

    static final RowCodec<ScheduleRow> SCHEDULE = QueueRowsCodec.codec(
            row -> {
                ScheduleRowRecord.Builder record = ScheduleRowRecord.newBuilder()
                        .setNumber(row.number())
                        .setDueMillis(row.dueMillis())
                        .setRuns(row.runs())
                        .setCreatedMillis(row.createdMillis())
                        .setSizeBytes(row.sizeBytes())
                        .setGroupId(row.groupId());
                if (row.priority() != Limits.PRIORITY_DEFAULT) {
                    record.setPriority(row.priority());
                }
                row.recurrence().ifPresent(rule -> record.setRecurrence(ScheduleCodec.toRecord(rule)));
                return record.build();
            },
            bytes -> {
                ScheduleRowRecord record = ScheduleRowRecord.parseFrom(bytes);
                return new ScheduleRow(
                        record.getNumber(),
                        record.getDueMillis(),
                        record.hasRecurrence()
                                ? Optional.of(ScheduleCodec.fromRecord(record.getRecurrence()))
                                : Optional.empty(),
                        record.getRuns(),
                        record.getCreatedMillis(),
                        record.getSizeBytes(),
                        record.getGroupId(),
                        record.hasPriority() ? record.getPriority() : Limits.PRIORITY_DEFAULT);
            },
            row -> 192 + row.groupId().length());

    static final RowCodec<ScheduledMessageRow> MESSAGE = QueueRowsCodec.codec(
            row -> {
                ScheduledMessageRecord.Builder record = ScheduledMessageRecord.newBuilder()
                        .setPayload(
                                UnsafeByteOperations.unsafeWrap(row.payload().array()))
                        .setDeduplicationId(row.deduplicationId());
                row.ttlMillis().ifPresent(record::setTtlMillis);
                return record.build();
            },
            bytes -> {
                ScheduledMessageRecord record = ScheduledMessageRecord.parseFrom(bytes);
                return new ScheduledMessageRow(
                        new Bytes(record.getPayload().toByteArray()),
                        record.getDeduplicationId(),
                        record.hasTtlMillis() ? OptionalLong.of(record.getTtlMillis()) : OptionalLong.empty());
            },
            row -> 64 + row.payload().size());

    static final RowCodec<ScheduleDueRow> DUE = QueueRowsCodec.codec(
            row -> ScheduleDueRecord.newBuilder().setId(row.id()).build(),
            bytes -> new ScheduleDueRow(ScheduleDueRecord.parseFrom(bytes).getId()));

    private ScheduleRowsCodec() {}
}
