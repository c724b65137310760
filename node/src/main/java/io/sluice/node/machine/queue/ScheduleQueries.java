package io.sluice.node.machine.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleEntry;
import io.sluice.node.machine.Look;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ScheduleRow;
import io.sluice.node.state.queue.ScheduleStateRow;
import io.sluice.node.state.queue.ScheduleTables;
import io.sluice.node.state.queue.ScheduledMessageRow;
import java.util.ArrayList;
import java.util.List;

/** Answers what is asked about schedules. */
public final class ScheduleQueries {
    /** A schedule with what it sends. */
    public Reply get(Query.GetSchedule query, Look look) {
        if (isMissing(query.queue(), look)) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        return look.view()
                .get(ScheduleTables.SCHEDULES, new Keys.TextIn(query.queue(), query.id()))
                .<Reply>map(row -> {
                    Bytes payload = look.view()
                            .get(ScheduleTables.MESSAGES, new Keys.InResource(query.queue(), row.number()))
                            .map(ScheduledMessageRow::payload)
                            .orElseThrow();
                    return new Reply.Schedules(
                            List.of(entry(query.id(), row, payload)),
                            false,
                            ScheduleBook.state(look.view(), query.queue()).count());
                })
                .orElseGet(() -> new Reply.Rejected(RejectionCode.SCHEDULE_MISSING, query.id()));
    }

    /** A page of schedules by due time. */
    public Reply list(Query.ListSchedules query, Look look) {
        if (isMissing(query.queue(), look)) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        ScheduleStateRow state = ScheduleBook.state(look.view(), query.queue());
        Keys.Due after = new Keys.Due(query.queue(), query.afterMillis(), query.afterNumber());
        Keys.Due floor = new Keys.Due(query.queue(), state.dueFloorMillis(), 0);
        List<String> ids = new ArrayList<>();
        boolean[] more = {false};
        look.view()
                .scan(
                        ScheduleTables.DUE,
                        after.compareTo(floor) > 0 ? after : floor,
                        new Keys.Due(query.queue(), Long.MAX_VALUE, 0),
                        (key, row) -> {
                            more[0] = ids.size() == query.schedulesMax();
                            if (!more[0] && key.compareTo(after) > 0) {
                                ids.add(row.id());
                            }
                            return !more[0];
                        });
        List<ScheduleEntry> entries = new ArrayList<>(ids.size());
        for (String id : ids) {
            entries.add(entry(id, row(query.queue(), id, look), Bytes.EMPTY));
        }
        return new Reply.Schedules(entries, more[0], state.count());
    }

    /** Those that recur among as many of the first that are due as one turn deals with. */
    public Reply due(Query.DueSchedules query, Look look) {
        ScheduleStateRow state = ScheduleBook.state(look.view(), query.queue());
        List<String> ids = new ArrayList<>();
        if (state.dueFloorMillis() <= look.nowMillis()) {
            look.view()
                    .scan(
                            ScheduleTables.DUE,
                            new Keys.Due(query.queue(), state.dueFloorMillis(), 0),
                            new Keys.Due(query.queue(), look.nowMillis() + 1, 0),
                            (key, row) -> {
                                ids.add(row.id());
                                return ids.size() < Limits.SCHEDULED_PER_TURN_MAX;
                            });
        }
        List<ScheduleEntry> entries = new ArrayList<>();
        for (String id : ids) {
            ScheduleRow row = row(query.queue(), id, look);
            if (row.recurrence().isPresent()) {
                entries.add(entry(id, row, Bytes.EMPTY));
            }
        }
        return new Reply.Schedules(entries, false, state.count());
    }

    /** When the first schedule of each queue of this tablet is due. */
    public List<Reply.Moving> scheduled(Look look) {
        List<Reply.Moving> scheduled = new ArrayList<>();
        look.view()
                .scan(
                        ScheduleTables.STATES,
                        new Keys.OfResource(new ResourceId(0)),
                        new Keys.OfResource(new ResourceId(-1L)),
                        (key, row) -> {
                            if (row.count() > 0) {
                                scheduled.add(new Reply.Moving(key.resource(), row.dueFloorMillis()));
                            }
                            return true;
                        });
        return scheduled;
    }

    private static boolean isMissing(ResourceId queue, Look look) {
        return look.view().get(QueueTables.SETTINGS, new Keys.OfResource(queue)).isEmpty();
    }

    private static ScheduleRow row(ResourceId queue, String id, Look look) {
        return look.view()
                .get(ScheduleTables.SCHEDULES, new Keys.TextIn(queue, id))
                .orElseThrow(() -> new IllegalStateException("a schedule is due and gone: " + id));
    }

    private static ScheduleEntry entry(String id, ScheduleRow row, Bytes payload) {
        return new ScheduleEntry(
                id,
                row.number(),
                row.dueMillis(),
                row.recurrence(),
                row.runs(),
                row.createdMillis(),
                row.sizeBytes(),
                row.groupId(),
                payload);
    }
}
