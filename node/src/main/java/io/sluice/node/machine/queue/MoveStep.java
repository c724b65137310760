package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.machine.Turn;
import io.sluice.node.machine.part.Outbox;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.MoveRow;
import java.util.Optional;

/**
 * One step of a move: takes as many messages out of its queue as its rate, by log time, and the bounds
 * of a turn allow. A step that is proposed twice or by a former leader finds the rate used up.
 */
final class MoveStep {
    /** What a move has not used of its rate for longer than this is lost. */
    static final long CREDIT_MILLIS_MAX = 1_000;

    private final QueueLedger ledger;
    private final Departures departures;
    private final Turn turn;
    private final long number;
    private long bytesLeft = Limits.MOVED_BYTES_PER_TURN_MAX;
    private long arrived;
    private long left;
    private String failure = "";

    MoveStep(QueueLedger ledger, Departures departures, Turn turn, long number) {
        this.ledger = ledger;
        this.departures = departures;
        this.turn = turn;
        this.number = number;
    }

    /** Takes the step. */
    void take(MoveRow row) {
        if (row.state() != MoveState.RUNNING) {
            turn.moving(ledger.queue, Moves.nextMillis(row));
            return;
        }
        if (turn.nowMillis() >= row.startedMillis() + Limits.MOVE_MILLIS_MAX) {
            Moves.put(ledger.queue, number, row.failed(Moves.TOO_LONG), turn);
            return;
        }
        long paidMillis = Math.max(row.paidMillis(), turn.nowMillis() - CREDIT_MILLIS_MAX);
        long allowed = (turn.nowMillis() - paidMillis) * Moves.perSecond(row) / 1000;
        long most = Math.min(Math.min(allowed, row.left()), Limits.MOVED_PER_TURN_MAX);
        while (arrived + left < most && bytesLeft > 0 && moveOne(row)) {
            // Until the step is over.
        }
        MoveRow counted = row.counted(arrived, left, paidMillis + Moves.costMillis(row, arrived + left));
        MoveRow after = failure.isEmpty() ? Moves.ended(counted, departures.available()) : counted.failed(failure);
        Moves.put(ledger.queue, number, after, turn);
    }

    /** Moves one message; false when none can be moved now. */
    private boolean moveOne(MoveRow row) {
        Optional<Long> sequence = departures.next();
        if (sequence.isEmpty()) {
            return false;
        }
        Optional<Destination> to = row.destination().or(() -> source(sequence.get()));
        if (to.isEmpty()) {
            failure = Moves.NO_SOURCE;
            return false;
        }
        Optional<QueueLedger> here = QueueLedger.of(turn, to.get().queue());
        // The edge refuses a move to the queue itself; two ledgers of one queue must never be open.
        boolean itself = to.get().queue().equals(ledger.queue);
        if (itself) {
            failure = Moves.NO_DESTINATION;
            return false;
        }
        // If that queue was of this tablet and is deleted, the catalog's refuses it, and its heir is looked for.
        if (here.isEmpty() && Outbox.waiting(turn.tx(), to.get().tablet()) >= Limits.LANE_PARCELS_MAX) {
            return false;
        }
        Letter letter = departures.takeNext(sequence.get());
        Traces.left(letter, TraceEvent.Kind.MOVED, to.get().name(), ledger, turn);
        bytesLeft -= letter.payload().size();
        if (here.isPresent()) {
            Moves.arrive(letter, ledger.settings.row().name(), here.get(), turn);
            arrived++;
        } else {
            String name = ledger.settings.row().name();
            turn.send(
                    to.get().tablet(),
                    new Parcel.Message(
                            ledger.queue, name, to.get().queue(), to.get().name(), number, letter));
            left++;
        }
        return true;
    }

    /** The queue that a message is a dead letter of. */
    private Optional<Destination> source(long sequence) {
        Origin origin = departures.origin(sequence);
        return origin.source().equals(Origin.NOBODY)
                ? Optional.empty()
                : Optional.of(new Destination(origin.source(), origin.sourceTablet(), origin.sourceName()));
    }
}
