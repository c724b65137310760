package io.sluice.node.machine.queue;

import io.sluice.node.machine.Turn;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.ScheduleDueRow;
import io.sluice.node.state.queue.ScheduleRow;
import io.sluice.node.state.queue.ScheduleStateRow;
import io.sluice.node.state.queue.ScheduleTables;
import io.sluice.node.state.queue.ScheduledMessageRow;
import java.util.Optional;

/** The schedules of one queue during one command: keeps rows, due index and counters in step. */
final class ScheduleBook {
    private final ResourceId queue;
    private final Tx tx;
    private long nextNumber;
    private long count;
    private long dueFloorMillis;

    private ScheduleBook(ResourceId queue, Tx tx, ScheduleStateRow row) {
        this.queue = queue;
        this.tx = tx;
        nextNumber = row.nextNumber();
        count = row.count();
        dueFloorMillis = row.dueFloorMillis();
    }

    static ScheduleBook of(ResourceId queue, Tx tx) {
        return new ScheduleBook(queue, tx, state(tx, queue));
    }

    static ScheduleStateRow state(View view, ResourceId queue) {
        return view.get(ScheduleTables.STATES, new Keys.OfResource(queue)).orElse(ScheduleStateRow.EMPTY);
    }

    /** Forgets all schedules of a queue that is dropped. */
    static void drop(ResourceId queue, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(queue);
        if (turn.tx().get(ScheduleTables.STATES, key).isEmpty()) {
            return;
        }
        ResourceId next = new ResourceId(queue.value() + 1);
        turn.tx().deleteRange(ScheduleTables.SCHEDULES, new Keys.TextIn(queue, ""), new Keys.TextIn(next, ""));
        turn.tx().deleteRange(ScheduleTables.MESSAGES, new Keys.InResource(queue, 0), new Keys.InResource(next, 0));
        turn.tx().deleteRange(ScheduleTables.DUE, new Keys.Due(queue, 0, 0), new Keys.Due(next, 0, 0));
        turn.tx().delete(ScheduleTables.STATES, key);
        turn.scheduled(queue, Long.MAX_VALUE);
    }

    long count() {
        return count;
    }

    /** No schedule is due earlier; {@link Long#MAX_VALUE} when there is none. */
    long dueFloorMillis() {
        return dueFloorMillis;
    }

    /** What is due earlier has been dealt with, but for what is put back. */
    void passed(long floorMillis) {
        dueFloorMillis = floorMillis;
    }

    /** A schedule that was passed and is still due then. */
    void left(long dueMillis) {
        dueFloorMillis = Math.min(dueFloorMillis, dueMillis);
    }

    Optional<ScheduleRow> get(String id) {
        return tx.get(ScheduleTables.SCHEDULES, new Keys.TextIn(queue, id));
    }

    ScheduledMessageRow message(ScheduleRow row) {
        return tx.get(ScheduleTables.MESSAGES, new Keys.InResource(queue, row.number()))
                .orElseThrow(() -> new IllegalStateException("a schedule has nothing to send: " + row.number()));
    }

    /** The number that the next schedule has. */
    long nextNumber() {
        return nextNumber;
    }

    /** Adds a schedule, whose number is the next one. */
    void add(String id, ScheduleRow row, ScheduledMessageRow message) {
        nextNumber++;
        count++;
        tx.insert(ScheduleTables.MESSAGES, new Keys.InResource(queue, row.number()), message);
        put(id, row);
    }

    /** Moves a schedule to another due time. */
    void move(String id, ScheduleRow from, ScheduleRow to) {
        tx.delete(ScheduleTables.DUE, due(from));
        put(id, to);
    }

    void remove(String id, ScheduleRow row) {
        count--;
        tx.delete(ScheduleTables.DUE, due(row));
        tx.delete(ScheduleTables.SCHEDULES, new Keys.TextIn(queue, id));
        tx.delete(ScheduleTables.MESSAGES, new Keys.InResource(queue, row.number()));
    }

    /** Stores the counters and hints when a schedule is due next. */
    void close(Turn turn) {
        tx.put(
                ScheduleTables.STATES,
                new Keys.OfResource(queue),
                new ScheduleStateRow(nextNumber, count, count == 0 ? Long.MAX_VALUE : dueFloorMillis));
        turn.scheduled(queue, count == 0 ? Long.MAX_VALUE : dueFloorMillis);
    }

    private void put(String id, ScheduleRow row) {
        tx.put(ScheduleTables.SCHEDULES, new Keys.TextIn(queue, id), row);
        tx.put(ScheduleTables.DUE, due(row), new ScheduleDueRow(id));
        left(row.dueMillis());
    }

    private Keys.Due due(ScheduleRow row) {
        return new Keys.Due(queue, row.dueMillis(), row.number());
    }
}
