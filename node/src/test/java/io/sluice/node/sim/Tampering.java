package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Delivery;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;
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
                                .map(one -> one.deduplicationId().isEmpty() ? one : change.apply(one))
                                .toList())
                : command;
    }

    /** The command with other delays, where there are some. */
    static Command withDelays(Command command, LongUnaryOperator change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(),
                        send.messages().stream()
                                .map(one -> new QueueCommand.Outgoing(
                                        one.payload(),
                                        one.sizeBytes(),
                                        one.delayMillis().isPresent()
                                                ? OptionalLong.of(change.applyAsLong(
                                                        one.delayMillis().getAsLong()))
                                                : OptionalLong.empty(),
                                        one.groupId(),
                                        one.deduplicationId(),
                                        one.byContent(),
                                        one.ttlMillis(),
                                        one.key(),
                                        one.priority()))
                                .toList())
                : command;
    }

    /** The command with other keys, or none. */
    static Command withKeys(
            Command command, Function<QueueCommand.IdempotencyKey, Optional<QueueCommand.IdempotencyKey>> change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(),
                        send.messages().stream()
                                .map(one -> new QueueCommand.Outgoing(
                                        one.payload(),
                                        one.sizeBytes(),
                                        one.delayMillis(),
                                        one.groupId(),
                                        one.deduplicationId(),
                                        one.byContent(),
                                        one.ttlMillis(),
                                        one.key().flatMap(change),
                                        one.priority()))
                                .toList())
                : command;
    }

    /** The command with other lifetimes, or none. */
    static Command withLifetimes(Command command, LongFunction<OptionalLong> change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(),
                        send.messages().stream()
                                .map(one -> new QueueCommand.Outgoing(
                                        one.payload(),
                                        one.sizeBytes(),
                                        one.delayMillis(),
                                        one.groupId(),
                                        one.deduplicationId(),
                                        one.byContent(),
                                        one.ttlMillis().isPresent()
                                                ? change.apply(one.ttlMillis().getAsLong())
                                                : OptionalLong.empty(),
                                        one.key(),
                                        one.priority()))
                                .toList())
                : command;
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

    /** The same message with other marks. */
    static QueueCommand.Outgoing with(QueueCommand.Outgoing one, String groupId, String deduplicationId, int priority) {
        return new QueueCommand.Outgoing(
                one.payload(),
                one.sizeBytes(),
                one.delayMillis(),
                groupId,
                deduplicationId,
                one.byContent(),
                one.ttlMillis(),
                one.key(),
                priority);
    }

    /** Changes what is sent to standard queues. */
    static Command eachPlain(Command command, UnaryOperator<QueueCommand.Outgoing> change) {
        return command instanceof QueueCommand.Send send
                ? new QueueCommand.Send(
                        send.queue(),
                        send.messages().stream()
                                .map(one -> one.deduplicationId().isEmpty() ? change.apply(one) : one)
                                .toList())
                : command;
    }

    /** Parks another group than was asked for. */
    static Command parksAnother(Command command) {
        return command instanceof QueueCommand.ChangeGroups change && change.change() instanceof GroupChange.Park park
                ? new QueueCommand.ChangeGroups(change.queue(), new GroupChange.Park(park.group() + "?"))
                : command;
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

    static void forEachState(Tx tx, UnaryOperator<QueueStateRow> change) {
        SortedMap<Keys.OfResource, QueueStateRow> rows = new TreeMap<>();
        tx.scan(QueueTables.STATES, lowest(), highest(), (key, row) -> rows.put(key, row) == null);
        rows.forEach((key, row) -> tx.put(QueueTables.STATES, key, change.apply(row)));
    }

    /** Makes a number that is set much larger, or undoes it. */
    static void enlarge(Tx tx, String name, boolean undo) {
        each(tx, name, value -> undo ? value.replaceFirst("^" + ENLARGED, "") : ENLARGED + value);
    }

    /** Makes a number that is set, and ends with a zero, a tenth, or undoes it. */
    static void shorten(Tx tx, String name, boolean undo) {
        each(tx, name, value -> undo ? (value.endsWith("0") ? value : value + "0") : value.replaceFirst("0$", ""));
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

    /** A receive whose leases last half as long as it says. */
    static Command withShorterLeases(Command command) {
        return command instanceof QueueCommand.Receive receive
                        && receive.visibilityMillis().isPresent()
                ? receive(receive, OptionalLong.of(receive.visibilityMillis().getAsLong() / 2), receive.attemptId())
                : command;
    }

    /** A receive that names no attempt. */
    static Command withoutAttempt(Command command) {
        return command instanceof QueueCommand.Receive receive
                ? receive(receive, receive.visibilityMillis(), "")
                : command;
    }

    private static Command receive(QueueCommand.Receive receive, OptionalLong visibilityMillis, String attemptId) {
        return new QueueCommand.Receive(
                receive.queue(),
                receive.messagesMax(),
                visibilityMillis,
                receive.patience(),
                attemptId,
                receive.consumer());
    }

    /** The messages of a receive in the other order. */
    static Reply turnedRound(Reply reply) {
        if (!(reply instanceof Reply.Received received)) {
            return reply;
        }
        List<Reply.ReceivedOne> turned = new ArrayList<>(received.messages());
        Collections.reverse(turned);
        return new Reply.Received(turned, received.withheld());
    }

    /** A delete by the newest receipts, whichever it has. */
    static Command withNewestReceipts(Command command, Tx tx) {
        return command instanceof QueueCommand.Delete delete
                ? new QueueCommand.Delete(
                        delete.queue(),
                        delete.receipts().stream()
                                .map(one -> new QueueCommand.Receipt(
                                        one.sequence(),
                                        tx.get(QueueTables.HELD, new Keys.InResource(delete.queue(), one.sequence()))
                                                .map(HeldRow::leases)
                                                .orElse(one.lease())))
                                .toList())
                : command;
    }

    /** What a session does, done whoever holds the messages now. */
    static Command withoutStrictness(Command command) {
        if (command instanceof QueueCommand.Delete delete) {
            return new QueueCommand.Delete(delete.queue(), delete.receipts());
        }
        return command instanceof QueueCommand.ChangeVisibility hide
                ? new QueueCommand.ChangeVisibility(hide.queue(), hide.hidings())
                : command;
    }

    private static Keys.OfResource lowest() {
        return new Keys.OfResource(new ResourceId(0));
    }

    private static Keys.OfResource highest() {
        return new Keys.OfResource(new ResourceId(-1));
    }
}
