package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Redriven;
import io.sluice.node.machine.Turn;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.MessageRow;
import java.util.Optional;

/**
 * Messages that come into FIFO queues from other queues (ADR 0031). Whatever comes is put at the end of its
 * group, and none is taken for the repetition of a send, for it must not be lost; what was refused elsewhere is
 * put back where it was.
 */
final class FifoArrivals {
    private FifoArrivals() {}

    /** A dead letter keeps what it was; its retention begins anew (AWS, of FIFO queues). */
    static void dead(Letter letter, QueueLedger to, Turn turn) {
        append(letter, new MessageRow(letter.sentMillis(), letter.payload(), Optional.of(letter.origin())), to, turn);
    }

    /** A message of a move is a new one, of now (AWS). */
    static void moved(Letter letter, Optional<Redriven> redriven, QueueLedger to, Turn turn) {
        Letter begun = new Letter(letter.origin(), turn.nowMillis(), 0, 0, 0, letter.payload(), letter.place());
        append(begun, new MessageRow(turn.nowMillis(), letter.payload(), Optional.empty(), redriven), to, turn);
    }

    private static void append(Letter letter, MessageRow message, QueueLedger to, Turn turn) {
        FifoQueue queue = FifoQueue.open(to, turn);
        queue.messages().ripen();
        long sequence = queue.messages().append(letter.group(), message, received(letter));
        to.prompt = queue.retention().sent(to.prompt, sequence);
        queue.close();
    }

    /** A message that was refused is again where it was: it had left as the first of its group. */
    static void returned(Letter letter, String from, QueueLedger home, Turn turn) {
        if (letter.place().isEmpty()) {
            DeadLetters.comeBack(letter, from, home, turn);
            return;
        }
        Letter.Place place = letter.place().get();
        FifoQueue queue = FifoQueue.open(home, turn);
        MessageRow message = letter.origin().isAt(home.queue, place.sequence())
                ? new MessageRow(letter.sentMillis(), letter.payload())
                : new MessageRow(letter.sentMillis(), letter.payload(), Optional.of(letter.origin()));
        queue.messages().restore(place.sequence(), place.group(), message, received(letter));
        home.prompt = queue.retention().restored(home.prompt, place.sequence());
        queue.close();
        Traces.came(place.sequence(), from, home, turn);
    }

    private static FifoEntryRow received(Letter letter) {
        return new FifoEntryRow(
                State.FRESH,
                0,
                0,
                letter.leases(),
                letter.firstReceivedMillis(),
                letter.lastReceivedMillis(),
                0,
                0,
                0,
                letter.life());
    }
}
