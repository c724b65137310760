package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.Letter;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.PickPass;
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
    private boolean laneFull;
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
        if (row.picking().orElseThrow().pass().notBeforeMillis() > turn.nowMillis()) {
            return 0;
        }
        long allowed = (turn.nowMillis() - paidMillis(row)) * Moves.perSecond(row) / 1000;
        return Math.min(allowed, Limits.MOVED_PER_TURN_MAX);
    }

    /** Takes the step. */
    void take(MovePicked command, MoveRow row) {
        Picking picking = row.picking().orElseThrow();
        boolean follows = row.state() == MoveState.RUNNING
                && !picking.done()
                && picking.cursor().equals(command.from())
                && turn.nowMillis() >= picking.pass().notBeforeMillis();
        if (!follows) {
            turn.moving(ledger.queue, Moves.nextMillis(row));
            return;
        }
        targets.addAll(picking.targets());
        Passing passing = new Passing(picking.pass());
        long most = most(row);
        int tried = 0;
        for (long sequence : command.sequences()) {
            if (laneFull || !failure.isEmpty()) {
                break;
            }
            if (passing.isMeant(sequence)) {
                attempt(sequence, row, most, passing);
            }
            tried++;
        }
        MoveRow counted = row.counted(arrived, left, paidMillis(row) + Moves.costMillis(row, arrived + left))
                .picking(after(command, picking, passing, tried - 1));
        MoveRow after = failure.isEmpty() ? Moves.ended(counted, departures.available()) : counted.failed(failure);
        Moves.put(ledger.queue, number, after, turn);
    }

    private void attempt(long sequence, MoveRow row, long most, Passing passing) {
        Optional<String> group = departures.group(sequence);
        boolean canTake = departures.canTake(sequence);
        if (undoes(row) && departures.receives(sequence) > 0) {
            // Somebody has received it since it was looked at.
            return;
        }
        if (canTake && arrived + left < most && !passing.blocks(group)) {
            move(sequence, row);
        } else if (canTake || departures.isHeldBack(sequence)) {
            passing.passOver(group);
        }
    }

    /** How picking goes on: where a lane is full before the last that was tried, otherwise behind what was found. */
    private Picking after(MovePicked command, Picking picking, Passing passing, int last) {
        long nowMillis = turn.nowMillis();
        PickPass pass =
                passing.after(arrived + left > 0 ? nowMillis : picking.pass().progressMillis());
        if (laneFull) {
            BrowseCursor at = Passing.before(command, command.sequences().get(last));
            return new Picking(
                    picking.filter(),
                    at,
                    picking.scanned() + last,
                    false,
                    targets,
                    pass.waiting(nowMillis + Limits.LANE_MILLIS));
        }
        Picking on = new Picking(
                picking.filter(), command.next(), picking.scanned() + command.scanned(), false, targets, pass);
        // Not when nothing more was seen: whoever looked may have seen less than there was.
        boolean over = passing.isFull()
                || command.next().reaches(pass.until())
                || (!command.more() && pass.until().equals(BrowseCursor.END));
        if (!over) {
            return on;
        }
        boolean inVain = nowMillis - pass.progressMillis() >= Limits.PASSES_MILLIS_MAX;
        return pass.passedOver() == 0 || inVain ? on.ended() : on.again(nowMillis + Limits.PASS_MILLIS);
    }

    private void move(long sequence, MoveRow row) {
        Optional<Destination> to = row.destination().or(() -> source(sequence));
        if (to.isEmpty()) {
            failure = Moves.NO_SOURCE;
            return;
        }
        Optional<QueueLedger> here = QueueLedger.of(turn, to.get().queue());
        boolean itself = to.get().queue().equals(ledger.queue);
        if (itself) {
            failure = Moves.NO_DESTINATION;
            return;
        }
        // If that queue was of this tablet and is deleted, the catalog's refuses it, and its heir is looked for.
        if (here.isEmpty() && Outbox.waiting(turn.tx(), to.get().tablet()) >= Limits.LANE_PARCELS_MAX) {
            laneFull = true;
            return;
        }
        Optional<Redriven> redriven = departures.redriven(sequence);
        Letter taken = departures.take(sequence);
        Letter letter =
                undoes(row) && redriven.isPresent() ? redriven.get().letter().revived(taken.payload()) : taken;
        Traces.left(taken, TraceEvent.Kind.MOVED, to.get().name(), ledger, turn);
        if (!targets.contains(to.get().name()) && targets.size() < Limits.PICK_TARGETS_MAX) {
            targets.add(to.get().name());
        }
        if (here.isPresent()) {
            Selection.Redrive by = new Selection.Redrive(ledger.queue, number);
            Moves.arrive(letter, Optional.of(by), ledger.settings.row().name(), here.get(), turn);
            arrived++;
        } else {
            String name = ledger.settings.row().name();
            turn.send(
                    to.get().tablet(),
                    new Parcel.Message(
                            ledger.queue,
                            name,
                            to.get().queue(),
                            number,
                            letter,
                            true,
                            to.get().name()));
            left++;
        }
    }

    /** Whether it takes back what another redrive has brought. */
    private static boolean undoes(MoveRow row) {
        return row.picking()
                .flatMap(picking -> picking.filter().selection())
                .flatMap(Selection::broughtBy)
                .isPresent();
    }

    /** The queue that a message is a dead letter of. */
    private Optional<Destination> source(long sequence) {
        Origin origin = departures.origin(sequence);
        return origin.source().equals(Origin.NOBODY)
                ? Optional.empty()
                : Optional.of(new Destination(origin.source(), origin.sourceTablet(), origin.sourceName()));
    }
}
