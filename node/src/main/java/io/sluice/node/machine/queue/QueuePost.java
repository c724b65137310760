package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Selection;
import io.sluice.node.machine.ParcelRules;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.Optional;

/** Messages that come from other tablets into queues of this one, and what becomes of those sent. */
public final class QueuePost implements ParcelRules {
    @Override
    public boolean arrive(Parcel parcel, TabletId from, Turn turn) {
        if (!(parcel instanceof Parcel.Message message)) {
            return false;
        }
        Optional<QueueLedger> to = QueueLedger.of(turn, message.to());
        to.ifPresent(ledger -> arrive(message, from, ledger, turn));
        return to.isPresent();
    }

    private static void arrive(Parcel.Message message, TabletId from, QueueLedger to, Turn turn) {
        if (message.isDeadLetter()) {
            DeadLetters.arrive(message.letter(), message.from(), from, message.fromName(), to, turn);
        } else {
            Optional<Selection.Redrive> by = message.picked()
                    ? Optional.of(new Selection.Redrive(message.from(), message.move()))
                    : Optional.empty();
            Moves.arrive(message.letter(), by, message.fromName(), to, turn);
        }
    }

    /** A message was for a queue that is deleted, and another has its name: it is for that one, as later ones are. */
    @Override
    public void inherited(Parcel parcel, ResourceId heir, TabletId tablet, Turn turn) {
        if (!(parcel instanceof Parcel.Message message)) {
            return;
        }
        if (message.isDeadLetter()) {
            DeadLetters.inherited(message.from(), message.to(), heir, tablet, turn);
        } else {
            Moves.inherited(message, heir, tablet, turn);
        }
        Optional<QueueLedger> here = QueueLedger.of(turn, heir);
        if (here.isEmpty()) {
            turn.send(tablet, message.to(heir));
            return;
        }
        arrive(message, Origin.HERE, here.get(), turn);
        if (!message.isDeadLetter()) {
            Moves.settled(message, false, turn);
        }
    }

    /** A message that was refused is again in the queue that it has left, unless that is gone as well. */
    @Override
    public void settled(Parcel parcel, boolean refused, Turn turn) {
        if (!(parcel instanceof Parcel.Message message)) {
            return;
        }
        Optional<QueueLedger> home = QueueLedger.of(turn, message.from());
        // What was a dead letter because its own time was over has nowhere to be.
        if (refused && home.isPresent() && !message.letter().life().isOver(turn.nowMillis())) {
            giveBack(message, home.get(), turn);
        }
        if (!message.isDeadLetter()) {
            Moves.settled(message, refused, turn);
        } else if (refused) {
            DeadLetters.refused(message.from(), message.to(), turn);
        }
    }

    private static void giveBack(Parcel.Message message, QueueLedger home, Turn turn) {
        Letter letter = message.letter();
        if (home.settings.isFifo()) {
            FifoArrivals.returned(letter, message.toName(), home, turn);
        } else {
            new Arrivals(home, turn.tx()).put(letter);
            Traces.arrived(DeadLetters.last(home), letter.origin(), message.toName(), home, turn);
            home.close(turn);
        }
    }
}
