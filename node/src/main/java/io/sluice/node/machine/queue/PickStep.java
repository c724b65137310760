package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Picking;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.QueueCommand.MovePicked;
import io.sluice.node.command.Redriven;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.machine.Turn;
import io.sluice.node.machine.part.Outbox;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.MoveRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of a move that picks its messages (ADR 0039). Only a look can tell which they are, and only a leader looks;
 * so a step is told where to go on and how many may leave, and is taken by a command that says what was found. The
 * command names where its look began: what does not follow the step before does nothing.
 */
final class PickStep {
    private final QueueLedger ledger;
    private final Departures departures;
    private final Turn turn;
    private final long number;
    private long arrived;
    private long left;
    private String failure = "";
    private final List<String> targets = new ArrayList<>();

    PickStep(QueueLedger ledger, Departures departures, Turn turn, long number) {
        this.ledger = ledger;
        this.departures = departures;
        this.turn = turn;
        this.number = number;
    }

    /** Where the leader is to look, and for how many; empty while none may leave. */
    Optional<Reply> next(MoveRow row) {
        if (row.state() != MoveState.RUNNING || row.left() == 0) {
            Moves.put(ledger.queue, number, Moves.ended(row, departures.available()), turn);
            return Optional.empty();
        }
        if (turn.nowMillis() >= row.startedMillis() + Limits.MOVE_MILLIS_MAX) {
            Moves.put(ledger.queue, number, row.failed(Moves.TOO_LONG), turn);
            return Optional.empty();
        }
        long most = most(row);
        turn.moving(ledger.queue, Moves.nextMillis(row));
        return most == 0
                ? Optional.empty()
                : Optional.of(new Reply.Pick(number, row.picking().orElseThrow(), (int) most));
    }

    private long paidMillis(MoveRow row) {
        return Math.max(row.paidMillis(), turn.nowMillis() - MoveStep.CREDIT_MILLIS_MAX);
    }

    private long most(MoveRow row) {
        long allowed = (turn.nowMillis() - paidMillis(row)) * Moves.perSecond(row) / 1000;
        return Math.min(allowed, Limits.MOVED_PER_TURN_MAX);
    }

    /** Takes the step. */
    void take(MovePicked command, MoveRow row) {
        Picking picking = row.picking().orElseThrow();
        boolean follows = row.state() == MoveState.RUNNING
                && !picking.done()
                && picking.cursor().equals(command.from())
                && command.sequences().size() <= most(row);
        if (!follows) {
            turn.moving(ledger.queue, Moves.nextMillis(row));
            return;
        }
        targets.addAll(picking.targets());
        for (long sequence : command.sequences()) {
            if (failure.isEmpty() && departures.canTake(sequence)) {
                move(sequence, row);
            }
        }
        MoveRow counted = row.counted(arrived, left, paidMillis(row) + Moves.costMillis(row, arrived + left))
                .picking(new Picking(
                        picking.filter(),
                        command.next(),
                        picking.scanned() + command.scanned(),
                        !command.more(),
                        targets));
        MoveRow after = failure.isEmpty() ? Moves.ended(counted, departures.available()) : counted.failed(failure);
        Moves.put(ledger.queue, number, after, turn);
    }

    private void move(long sequence, MoveRow row) {
        Optional<Destination> to = row.destination().or(() -> source(sequence));
        if (to.isEmpty()) {
            failure = Moves.NO_SOURCE;
            return;
        }
        Optional<QueueLedger> here = QueueLedger.of(turn, to.get().queue());
        boolean itself = to.get().queue().equals(ledger.queue);
        if (itself || (here.isEmpty() && to.get().tablet().equals(Origin.HERE))) {
            failure = Moves.NO_DESTINATION;
            return;
        }
        if (here.isEmpty() && Outbox.waiting(turn.tx(), to.get().tablet()) >= Limits.LANE_PARCELS_MAX) {
            // It stays behind the cursor; so full a lane is the exception, and whoever counts sees what is left.
            return;
        }
        Optional<Redriven> redriven = departures.redriven(sequence);
        Letter taken = departures.take(sequence);
        boolean undoes = row.picking()
                .orElseThrow()
                .filter()
                .selection()
                .flatMap(Selection::broughtBy)
                .isPresent();
        Letter letter = undoes && redriven.isPresent() ? redriven.get().letter().revived(taken.payload()) : taken;
        Traces.left(taken, TraceEvent.Kind.MOVED, to.get().name(), ledger, turn);
        if (!targets.contains(to.get().name()) && targets.size() < Limits.PICK_TARGETS_MAX) {
            targets.add(to.get().name());
        }
        if (here.isPresent()) {
            Moves.arrive(letter, Optional.of(new Selection.Redrive(ledger.queue, number)), here.get(), turn);
            arrived++;
        } else {
            String name = ledger.settings.row().name();
            turn.send(
                    to.get().tablet(),
                    new Parcel.Message(ledger.queue, name, to.get().queue(), number, letter, true));
            left++;
        }
    }

    /** The queue that a message is a dead letter of. */
    private Optional<Destination> source(long sequence) {
        Origin origin = departures.origin(sequence);
        return origin.source().equals(Origin.NOBODY)
                ? Optional.empty()
                : Optional.of(new Destination(origin.source(), origin.sourceTablet(), origin.sourceName()));
    }
}
