package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Delivery;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** How mutants change commands, replies and rows. */
final class Tampering {
    private static final String ENLARGED = "99";

    private Tampering() {}

    static Command eachOutgoing(Command command, UnaryOperator<QueueCommand.Outgoing> change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(),
                        send.messages().stream()
                                .map(one -> one.groupId().isEmpty() ? one : change.apply(one))
                                .toList())
                : command;
    }

    static Reply eachReceived(Reply reply, UnaryOperator<Reply.ReceivedOne> change) {
        return reply instanceof Reply.Received received
                ? new Reply.Received(received.messages().stream().map(change).toList(), received.withheld())
                : reply;
    }

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
                row.delivery());
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
                new Delivery(row.delivery().pausedMillis(), row.delivery().limits(), 0));
    }

    static void forEachState(Tx tx, UnaryOperator<QueueStateRow> change) {
        SortedMap<Keys.OfResource, QueueStateRow> rows = new TreeMap<>();
        tx.scan(QueueTables.STATES, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        rows.forEach((key, row) -> tx.put(QueueTables.STATES, key, change.apply(row)));
    }

    /** Makes a number that is set much larger, or undoes it. */
    static void enlarge(Tx tx, String name, boolean undo) {
        SortedMap<Keys.OfResource, QueueSettingsRow> rows = new TreeMap<>();
        tx.scan(QueueTables.SETTINGS, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        rows.forEach((key, row) -> {
            SortedMap<String, String> attributes = new TreeMap<>(row.attributes());
            attributes.computeIfPresent(
                    name, (unused, value) -> undo ? value.replaceFirst("^" + ENLARGED, "") : ENLARGED + value);
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
