package io.sluice.node.sim;

import io.sluice.node.command.Delivery;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ReturnRow;
import io.sluice.node.state.queue.TenantStateRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** How mutants change the rows of queues. */
final class RowTampering {
    private static final String ENLARGED = "99";

    private RowTampering() {}

    /** Changes what is kept of each queue. */
    static void forEachState(Tx tx, UnaryOperator<QueueStateRow> change) {
        SortedMap<Keys.OfResource, QueueStateRow> rows = new TreeMap<>();
        tx.scan(QueueTables.STATES, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        rows.forEach((key, row) -> tx.put(QueueTables.STATES, key, change.apply(row)));
    }

    /** As if so many were in flight. */
    static QueueStateRow withLeased(QueueStateRow row, long leased) {
        return new QueueStateRow(
                row.nextSequence(),
                row.nextDelayed(),
                row.cursor(),
                row.returned(),
                leased,
                row.delayed(),
                row.purgedMillis(),
                row.dueFloorMillis(),
                row.receives(),
                row.prompt(),
                row.late(),
                row.nextReturn(),
                row.returnFloor(),
                row.arrivals(),
                row.delivery(),
                row.keys(),
                row.lifetimes(),
                row.tenants());
    }

    /** The queue's rate is as if nothing had been given. */
    static QueueStateRow unpaid(QueueStateRow row) {
        return new QueueStateRow(
                row.nextSequence(),
                row.nextDelayed(),
                row.cursor(),
                row.returned(),
                row.leased(),
                row.delayed(),
                row.purgedMillis(),
                row.dueFloorMillis(),
                row.receives(),
                row.prompt(),
                row.late(),
                row.nextReturn(),
                row.returnFloor(),
                row.arrivals(),
                new Delivery(row.delivery().pausedMillis(), row.delivery().limits(), 0),
                row.keys(),
                row.lifetimes(),
                row.tenants());
    }

    /** What is visible again is in the order in which it came, and no more in that of its return. */
    static void returnBySequence(Tx tx) {
        SortedMap<Keys.InResource, Long> rows = new TreeMap<>();
        tx.scan(
                QueueTables.RETURNED,
                new Keys.InResource(new ResourceId(0), 0),
                new Keys.InResource(new ResourceId(-1), -1),
                (key, row) -> rows.put(key, row.sequence()) == null);
        SortedSet<Keys.InResource> messages = new TreeSet<>();
        rows.forEach((key, sequence) -> messages.add(new Keys.InResource(key.resource(), sequence)));
        Iterator<Keys.InResource> numbers = rows.keySet().iterator();
        messages.forEach(message -> {
            long number = numbers.next().number();
            HeldRow held = tx.get(QueueTables.HELD, message).orElseThrow();
            tx.put(
                    QueueTables.RETURNED,
                    new Keys.InResource(message.resource(), number),
                    new ReturnRow(message.number()));
            tx.put(
                    QueueTables.HELD,
                    message,
                    new HeldRow(
                            held.state(),
                            held.leases(),
                            held.firstReceivedMillis(),
                            held.lastReceivedMillis(),
                            held.dueMillis(),
                            number,
                            held.life(),
                            held.rank()));
        });
    }

    /** Has the lower half of the priorities seem to have used up all of their share. */
    static void starve(Tx tx) {
        SortedMap<Keys.OfResource, TenantStateRow> rows = new TreeMap<>();
        tx.scan(TenantTables.STATES, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        List<Long> passes = List.of(1L << 50, 1L << 50, 1L << 50, 1L << 50, 1L << 50, 0L, 0L, 0L, 0L, 0L);
        rows.forEach((key, row) -> tx.put(
                TenantTables.STATES,
                key,
                new TenantStateRow(
                        row.nextTenant(),
                        row.nextPlace(),
                        row.rotas(),
                        row.loose(),
                        passes,
                        0,
                        row.given(),
                        row.parked(),
                        row.review())));
    }

    /** Makes a number that is set much larger, or undoes it. */
    static void enlarge(Tx tx, String name, boolean undo) {
        each(tx, name, value -> undo ? value.replaceFirst("^" + ENLARGED, "") : ENLARGED + value);
    }

    /** Makes a number of two digits that is set, and ends with a zero, a tenth, or undoes it. */
    static void shorten(Tx tx, String name, boolean undo) {
        each(tx, name, value -> undo ? value.replaceFirst("^(.)$", "$10") : value.replaceFirst("^(.)0$", "$1"));
    }

    private static void each(Tx tx, String name, UnaryOperator<String> change) {
        SortedMap<Keys.OfResource, QueueSettingsRow> rows = new TreeMap<>();
        tx.scan(QueueTables.SETTINGS, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        rows.forEach((key, row) -> {
            SortedMap<String, String> attributes = new TreeMap<>(row.attributes());
            attributes.computeIfPresent(name, (unused, value) -> change.apply(value));
            tx.put(
                    QueueTables.SETTINGS,
                    key,
                    new QueueSettingsRow(
                            row.name(), attributes, row.tags(), row.createdMillis(), row.modifiedMillis()));
        });
    }

    private static Keys.OfResource lowest() {
        return new Keys.OfResource(new ResourceId(0));
    }

    private static Keys.OfResource highest() {
        return new Keys.OfResource(new ResourceId(-1));
    }
}
