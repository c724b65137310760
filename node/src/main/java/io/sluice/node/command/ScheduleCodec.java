package io.sluice.node.command;

import com.google.protobuf.UnsafeByteOperations;
import io.sluice.node.model.ResourceId;
import io.sluice.record.v1.CommandRecord;
import io.sluice.record.v1.FollowingRecord;
import io.sluice.record.v1.RanRecord;
import io.sluice.record.v1.RecurrenceRecord;
import io.sluice.record.v1.ReplyRecord;
import io.sluice.record.v1.RescheduleRecord;
import io.sluice.record.v1.ScheduleCancelRecord;
import io.sluice.record.v1.ScheduleEntryRecord;
import io.sluice.record.v1.ScheduleRecord;
import io.sluice.record.v1.ScheduleRunRecord;
import io.sluice.record.v1.ScheduledRecord;
import io.sluice.record.v1.SchedulesRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bytes of what is said about schedules, in commands, replies and rows. */
public final class ScheduleCodec {
    private ScheduleCodec() {}

    /** Record of a rule. */
    public static RecurrenceRecord toRecord(Recurrence recurrence) {
        RecurrenceRecord.Builder record = RecurrenceRecord.newBuilder()
                .setCron(recurrence.cron())
                .setZone(recurrence.zone())
                .setEveryMillis(recurrence.everyMillis())
                .setMissed(recurrence.missed().number());
        recurrence.endMillis().ifPresent(record::setEndMillis);
        recurrence.runsMax().ifPresent(record::setRunsMax);
        return record.build();
    }

    /** The rule of a record. */
    public static Recurrence fromRecord(RecurrenceRecord record) {
        return new Recurrence(
                record.getCron(),
                record.getZone(),
                record.getEveryMillis(),
                record.hasEndMillis() ? OptionalLong.of(record.getEndMillis()) : OptionalLong.empty(),
                record.hasRunsMax() ? OptionalLong.of(record.getRunsMax()) : OptionalLong.empty(),
                Recurrence.Missed.of(record.getMissed()));
    }

    static CommandRecord toRecord(ScheduleCommand command) {
        return command.accept(ToRecord.INSTANCE, CommandRecord.newBuilder());
    }

    static ScheduleCommand fromRecord(CommandRecord record) {
        return switch (record.getCommandCase()) {
            case SCHEDULE -> schedule(record.getSchedule());
            case SCHEDULE_CANCEL ->
                new ScheduleCommand.Cancel(
                        new ResourceId(record.getScheduleCancel().getQueue()),
                        record.getScheduleCancel().getId());
            case RESCHEDULE -> reschedule(record.getReschedule());
            case SCHEDULE_RUN -> run(record.getScheduleRun());
            default -> throw new IllegalStateException("not a command about schedules: " + record.getCommandCase());
        };
    }

    private static ScheduleCommand schedule(ScheduleRecord record) {
        return new ScheduleCommand.Schedule(
                new ResourceId(record.getQueue()),
                record.getId(),
                QueueCommandCodec.outgoing(record.getMessage()),
                record.getDueMillis(),
                record.hasRecurrence() ? Optional.of(fromRecord(record.getRecurrence())) : Optional.empty());
    }

    private static ScheduleCommand reschedule(RescheduleRecord record) {
        return new ScheduleCommand.Reschedule(
                new ResourceId(record.getQueue()),
                record.getId(),
                record.getDueMillis(),
                record.hasRecurrence() ? Optional.of(fromRecord(record.getRecurrence())) : Optional.empty());
    }

    private static ScheduleCommand run(ScheduleRunRecord record) {
        List<ScheduleCommand.Following> following = new ArrayList<>(record.getFollowingCount());
        for (FollowingRecord one : record.getFollowingList()) {
            following.add(new ScheduleCommand.Following(
                    one.getSchedule(),
                    one.getDueMillis(),
                    one.hasNextMillis() ? OptionalLong.of(one.getNextMillis()) : OptionalLong.empty()));
        }
        return new ScheduleCommand.Run(new ResourceId(record.getQueue()), record.getAsOfMillis(), following);
    }

    static ReplyRecord toRecord(Reply.Scheduled reply) {
        return ReplyRecord.newBuilder()
                .setScheduled(ScheduledRecord.newBuilder().setId(reply.id()).setDueMillis(reply.dueMillis()))
                .build();
    }

    static Reply.Scheduled fromRecord(ScheduledRecord record) {
        return new Reply.Scheduled(record.getId(), record.getDueMillis());
    }

    static ReplyRecord toRecord(Reply.Ran reply) {
        return ReplyRecord.newBuilder()
                .setRan(RanRecord.newBuilder().setRuns(reply.runs()))
                .build();
    }

    static ReplyRecord toRecord(Reply.Schedules reply) {
        SchedulesRecord.Builder record =
                SchedulesRecord.newBuilder().setMore(reply.more()).setTotal(reply.total());
        for (ScheduleEntry entry : reply.entries()) {
            ScheduleEntryRecord.Builder one = ScheduleEntryRecord.newBuilder()
                    .setId(entry.id())
                    .setNumber(entry.number())
                    .setDueMillis(entry.dueMillis())
                    .setRuns(entry.runs())
                    .setCreatedMillis(entry.createdMillis())
                    .setSizeBytes(entry.sizeBytes())
                    .setGroupId(entry.groupId())
                    .setPayload(UnsafeByteOperations.unsafeWrap(entry.payload().array()));
            entry.recurrence().ifPresent(recurrence -> one.setRecurrence(toRecord(recurrence)));
            record.addEntries(one);
        }
        return ReplyRecord.newBuilder().setSchedules(record).build();
    }

    static Reply.Schedules fromRecord(SchedulesRecord record) {
        List<ScheduleEntry> entries = new ArrayList<>(record.getEntriesCount());
        for (ScheduleEntryRecord one : record.getEntriesList()) {
            entries.add(new ScheduleEntry(
                    one.getId(),
                    one.getNumber(),
                    one.getDueMillis(),
                    one.hasRecurrence() ? Optional.of(fromRecord(one.getRecurrence())) : Optional.empty(),
                    one.getRuns(),
                    one.getCreatedMillis(),
                    one.getSizeBytes(),
                    one.getGroupId(),
                    one.getPayload().isEmpty()
                            ? Bytes.EMPTY
                            : new Bytes(one.getPayload().toByteArray())));
        }
        return new Reply.Schedules(entries, record.getMore(), record.getTotal());
    }

    private enum ToRecord implements ScheduleCommand.Rules<CommandRecord.Builder, CommandRecord> {
        INSTANCE;

        @Override
        public CommandRecord schedule(ScheduleCommand.Schedule command, CommandRecord.Builder record) {
            ScheduleRecord.Builder schedule = ScheduleRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setId(command.id())
                    .setMessage(QueueCommandCodec.outgoing(command.message()))
                    .setDueMillis(command.dueMillis());
            command.recurrence().ifPresent(recurrence -> schedule.setRecurrence(ScheduleCodec.toRecord(recurrence)));
            return record.setSchedule(schedule).build();
        }

        @Override
        public CommandRecord cancel(ScheduleCommand.Cancel command, CommandRecord.Builder record) {
            return record.setScheduleCancel(ScheduleCancelRecord.newBuilder()
                            .setQueue(command.queue().value())
                            .setId(command.id()))
                    .build();
        }

        @Override
        public CommandRecord reschedule(ScheduleCommand.Reschedule command, CommandRecord.Builder record) {
            RescheduleRecord.Builder reschedule = RescheduleRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setId(command.id())
                    .setDueMillis(command.dueMillis());
            command.recurrence().ifPresent(recurrence -> reschedule.setRecurrence(ScheduleCodec.toRecord(recurrence)));
            return record.setReschedule(reschedule).build();
        }

        @Override
        public CommandRecord run(ScheduleCommand.Run command, CommandRecord.Builder record) {
            ScheduleRunRecord.Builder run = ScheduleRunRecord.newBuilder()
                    .setQueue(command.queue().value())
                    .setAsOfMillis(command.asOfMillis());
            for (ScheduleCommand.Following one : command.following()) {
                FollowingRecord.Builder following =
                        FollowingRecord.newBuilder().setSchedule(one.schedule()).setDueMillis(one.dueMillis());
                one.nextMillis().ifPresent(following::setNextMillis);
                run.addFollowing(following);
            }
            return record.setScheduleRun(run).build();
        }
    }
}
