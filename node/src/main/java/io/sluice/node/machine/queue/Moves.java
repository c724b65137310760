package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.Letter;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Picking;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.Redriven;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.MoveRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.RunningMoveRow;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Moves of messages out of queues (AWS: message move tasks): what starts, stops and ends them. One
 * is under way in a queue at a time. It moves no more messages than were visible when it began, so
 * that it ends although its messages may come back as dead letters.
 */
final class Moves {
    /** What AWS says when the queue that messages should go to is deleted. */
    static final String NO_DESTINATION = "AWS.SimpleQueueService.NonExistentQueue";

    /** What AWS says of a message that is no dead letter when it should go to where it came from. */
    static final String NO_SOURCE = "CouldNotDetermineMessageSource";

    /** What is said when a move has lasted as long as AWS lets it. */
    static final String TOO_LONG = "TimedOut";

    private Moves() {}

    /** Begins a move out of a queue in which everything due was done. */
    static Reply start(QueueCommand.StartMove command, QueueLedger ledger, Turn turn) {
        Tx tx = turn.tx();
        if (running(tx, command.queue()).isPresent()) {
            return new Reply.Rejected(RejectionCode.MOVE_UNDER_WAY, "");
        }
        SortedMap<Long, MoveRow> kept = kept(tx, command.queue());
        long number = kept.isEmpty() ? 1 : kept.lastKey() + 1;
        while (kept.size() >= Limits.MOVES_KEPT_MAX) {
            tx.delete(QueueTables.MOVES, key(command.queue(), kept.firstKey()));
            kept.remove(kept.firstKey());
        }
        MoveRow row = MoveRow.begin(
                new MoveRow.Terms(command.destination(), command.perSecond(), turn.nowMillis(), ledger.visible()),
                command.picks().map(filter -> Picking.begin(filter, end(ledger), turn.nowMillis())));
        tx.insert(QueueTables.MOVES, key(command.queue(), number), row);
        tx.put(QueueTables.RUNNING_MOVES, new Keys.OfResource(command.queue()), new RunningMoveRow(number));
        turn.moving(command.queue(), nextMillis(row));
        turn.send(TabletId.CATALOG, new Parcel.Moving(command.queue(), true));
        return new Reply.MoveStarted(number);
    }

    /** Behind the last message of a queue. */
    private static BrowseCursor end(QueueLedger ledger) {
        return new BrowseCursor(ledger.nextSequence, ledger.arrivalsNext, ledger.nextDelayed);
    }

    /** Stops a move that is running; AWS knows a task by its handle only as long as it is. */
    static Reply cancel(QueueCommand.CancelMove command, Turn turn) {
        Optional<MoveRow> row = running(turn.tx(), command.queue())
                .filter(number -> number == command.number())
                .flatMap(number -> get(turn.tx(), command.queue(), number))
                .filter(move -> move.state() == MoveState.RUNNING);
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.MOVE_MISSING, "");
        }
        MoveState state = row.get().underWay() > 0 ? MoveState.CANCELLING : MoveState.CANCELLED;
        put(command.queue(), command.number(), row.get().in(state), turn);
        return new Reply.MoveCancelled(row.get().moved());
    }

    /** Puts a message into the queue that a move brings it to: a new one, of now (AWS). */
    static void arrive(Letter letter, String from, QueueLedger to, Turn turn) {
        arrive(letter, Optional.empty(), from, to, turn);
    }

    /**
     * The same. What a move has picked can be brought back as what it was, so it has a row of its own; and what is
     * brought back is that again.
     *
     * @param from name of the queue that it comes from
     */
    static void arrive(Letter letter, Optional<Selection.Redrive> by, String from, QueueLedger to, Turn turn) {
        if (letter.death().isPresent()) {
            DeadLetters.comeBack(letter, from, to, turn);
            return;
        }
        Optional<Redriven> redriven = by.map(redrive -> new Redriven(redrive, letter.withoutPayload()));
        if (to.settings.isFifo()) {
            FifoArrivals.moved(letter, redriven, to, turn);
            Traces.came(DeadLetters.last(to), from, to, turn);
            return;
        }
        if (redriven.isPresent()) {
            HeldMessages held = new HeldMessages(to, turn.tx(), turn.nowMillis());
            long sequence = new StandardSends(to, held, turn)
                    .show(
                            new MessageRow(turn.nowMillis(), letter.payload(), Optional.empty(), redriven),
                            letter.group(),
                            letter.priority());
            Traces.came(sequence, from, to, turn);
            to.close(turn);
            return;
        }
        long sequence = new StandardSends(to, turn)
                .append(letter.payload(), 0, OptionalLong.empty(), letter.group(), letter.priority());
        Traces.came(sequence, from, to, turn);
        to.close(turn);
    }

    /** A message of a move has been taken by another tablet, or was refused and is back. */
    static void settled(Parcel.Message message, boolean refused, Turn turn) {
        Optional<MoveRow> row = get(turn.tx(), message.from(), message.move());
        if (row.isEmpty()) {
            return;
        }
        MoveRow counted = row.get().counted(refused ? 0 : 1, -1, row.get().paidMillis());
        boolean fails = refused && counted.state().isUnderWay();
        long available = QueueLedger.of(turn, message.from())
                .map(ledger -> available(turn.tx(), ledger))
                .orElse(0L);
        put(message.from(), message.move(), fails ? counted.failed(NO_DESTINATION) : ended(counted, available), turn);
    }

    /** A move that brings all its messages to one queue brings them to another one that has its name now. */
    static void inherited(Parcel.Message message, ResourceId heir, TabletId tablet, Turn turn) {
        get(turn.tx(), message.from(), message.move())
                .filter(row -> row.destination()
                        .filter(to -> to.queue().equals(message.to()))
                        .isPresent())
                .ifPresent(row -> turn.tx()
                        .put(
                                QueueTables.MOVES,
                                key(message.from(), message.move()),
                                row.to(new Destination(heir, tablet, message.toName()))));
    }

    /** What a move could take now. Behind a message in flight nothing of its group can be had, and a move ends. */
    private static long available(View view, QueueLedger ledger) {
        return ledger.settings.isFifo() ? FifoLedger.of(view, ledger).offered : ledger.available();
    }

    /** The move as it is when nothing is left to do for it, otherwise as it was. */
    static MoveRow ended(MoveRow row, long available) {
        if (row.underWay() > 0) {
            return row;
        }
        return switch (row.state()) {
            case RUNNING ->
                row.left() == 0 || (available == 0 && row.picking().isEmpty()) ? row.in(MoveState.COMPLETED) : row;
            case CANCELLING -> row.in(MoveState.CANCELLED);
            case COMPLETED, CANCELLED, FAILED -> row;
        };
    }

    /** Stores a move, and hints when it goes on, if it does. */
    static void put(ResourceId queue, long number, MoveRow row, Turn turn) {
        turn.tx().put(QueueTables.MOVES, key(queue, number), row);
        if (row.state().isUnderWay()) {
            turn.moving(queue, nextMillis(row));
        } else if (running(turn.tx(), queue).filter(one -> one == number).isPresent()) {
            turn.tx().delete(QueueTables.RUNNING_MOVES, new Keys.OfResource(queue));
            turn.moving(queue, Long.MAX_VALUE);
            turn.send(TabletId.CATALOG, new Parcel.Moving(queue, false));
        }
    }

    /** Log time at which a move can take the next message out; never while it only waits for parcels. */
    static long nextMillis(MoveRow row) {
        if (row.state() != MoveState.RUNNING || (row.left() == 0 && row.underWay() > 0)) {
            return Long.MAX_VALUE;
        }
        long paidMillis = row.left() == 0 ? row.paidMillis() : row.paidMillis() + costMillis(row, 1);
        return Math.max(
                paidMillis,
                row.picking().map(picking -> picking.pass().notBeforeMillis()).orElse(0L));
    }

    /** How long so many messages use the rate of a move up. */
    static long costMillis(MoveRow row, long messages) {
        int perSecond = perSecond(row);
        return (messages * 1000 + perSecond - 1) / perSecond;
    }

    static int perSecond(MoveRow row) {
        return row.perSecond() == 0 ? Limits.MOVES_PER_SECOND_MAX : row.perSecond();
    }

    /** Number of the move that is under way in a queue. */
    static Optional<Long> running(View view, ResourceId queue) {
        return view.get(QueueTables.RUNNING_MOVES, new Keys.OfResource(queue)).map(RunningMoveRow::number);
    }

    static Optional<MoveRow> get(View view, ResourceId queue, long number) {
        return view.get(QueueTables.MOVES, key(queue, number));
    }

    /** The moves of a queue that are remembered, by number. */
    static SortedMap<Long, MoveRow> kept(View view, ResourceId queue) {
        SortedMap<Long, MoveRow> kept = new TreeMap<>();
        view.scan(QueueTables.MOVES, key(queue, 0), key(queue, -1L), (key, row) -> {
            kept.put(key.number(), row);
            return true;
        });
        return kept;
    }

    /** Forgets all moves of a queue that is dropped. */
    static void drop(ResourceId queue, Turn turn) {
        turn.tx().deleteRange(QueueTables.MOVES, key(queue, 0), key(queue, -1L));
        if (running(turn.tx(), queue).isPresent()) {
            turn.tx().delete(QueueTables.RUNNING_MOVES, new Keys.OfResource(queue));
            turn.moving(queue, Long.MAX_VALUE);
        }
    }

    private static Keys.InResource key(ResourceId queue, long number) {
        return new Keys.InResource(queue, number);
    }
}
