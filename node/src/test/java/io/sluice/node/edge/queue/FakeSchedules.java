package io.sluice.node.edge.queue;

import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The schedules of a cluster in memory, which never fall due. Ids are those of one queue. */
final class FakeSchedules {
    private final SortedMap<String, ScheduleEntry> entries = new TreeMap<>();
    final List<ScheduleCommand> commands = new ArrayList<>();

    Reply command(ScheduleCommand command) {
        commands.add(command);
        if (command instanceof ScheduleCommand.Schedule schedule) {
            if (entries.containsKey(schedule.id())) {
                return new Reply.Rejected(RejectionCode.SCHEDULE_EXISTS, schedule.id());
            }
            entries.put(
                    schedule.id(),
                    new ScheduleEntry(
                            schedule.id(),
                            entries.size() + 1L,
                            schedule.dueMillis(),
                            schedule.recurrence(),
                            0,
                            Face.NOW_MILLIS,
                            schedule.message().sizeBytes(),
                            schedule.message().groupId(),
                            schedule.message().payload()));
            return new Reply.Scheduled(schedule.id(), schedule.dueMillis());
        }
        if (command instanceof ScheduleCommand.Cancel cancel) {
            return Optional.ofNullable(entries.remove(cancel.id()))
                    .<Reply>map(entry -> Reply.Done.DONE)
                    .orElseGet(() -> missing(cancel.id()));
        }
        ScheduleCommand.Reschedule moved = (ScheduleCommand.Reschedule) command;
        return entries.containsKey(moved.id())
                ? new Reply.Scheduled(moved.id(), moved.dueMillis())
                : missing(moved.id());
    }

    Reply query(Query query) {
        if (query instanceof Query.GetSchedule get) {
            return Optional.ofNullable(entries.get(get.id()))
                    .<Reply>map(entry -> new Reply.Schedules(List.of(entry), false, entries.size()))
                    .orElseGet(() -> missing(get.id()));
        }
        Query.ListSchedules list = (Query.ListSchedules) query;
        List<ScheduleEntry> later = entries.values().stream()
                .sorted(Comparator.comparing(ScheduleEntry::dueMillis).thenComparing(ScheduleEntry::number))
                .filter(entry -> entry.dueMillis() > list.afterMillis()
                        || (entry.dueMillis() == list.afterMillis() && entry.number() > list.afterNumber()))
                .toList();
        int count = Math.min(later.size(), list.schedulesMax());
        return new Reply.Schedules(later.subList(0, count), count < later.size(), entries.size());
    }

    private static Reply missing(String id) {
        return new Reply.Rejected(RejectionCode.SCHEDULE_MISSING, id);
    }
}
