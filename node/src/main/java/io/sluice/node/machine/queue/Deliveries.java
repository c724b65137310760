package io.sluice.node.machine.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.Receive;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Invariant;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Leases messages to receivers. Returned and fresh messages take turns, so that neither a message
 * that always fails nor a flood of new ones keeps the other kind waiting; returned ones go in the order of
 * their return, so that one that always fails does not keep the others waiting either.
 */
final class Deliveries {
    private final QueueLedger ledger;
    private final HeldMessages held;
    private final Turn turn;
    private final DeadLetters deadLetters;
    private final List<Reply.ReceivedOne> received = new ArrayList<>();

    Deliveries(QueueLedger ledger, HeldMessages held, Turn turn) {
        this.ledger = ledger;
        this.held = held;
        this.turn = turn;
        this.deadLetters = new DeadLetters(ledger, held, turn);
    }

    Reply receive(Receive command) {
        held.settle();
        long room = ledger.settings.inFlightMax() - ledger.leased;
        if (room <= 0) {
            return command.patient()
                    ? new Reply.Received(List.of())
                    : new Reply.Rejected(RejectionCode.IN_FLIGHT_LIMIT, Long.toString(ledger.settings.inFlightMax()));
        }
        long dueMillis = turn.nowMillis() + command.visibilityMillis().orElseGet(ledger.settings::visibilityMillis);
        int wanted = (int) Math.min(command.messagesMax(), room);
        long fresh = ledger.nextSequence - ledger.cursor;
        int shareOfReturned = fresh == 0 ? wanted : wanted - (int) Math.min(fresh, wanted / 2);
        if (wanted == 1 && fresh > 0 && ledger.returned > 0) {
            shareOfReturned = (int) (ledger.receives & 1);
        }
        leaseReturned(shareOfReturned, dueMillis);
        leaseFresh(wanted - received.size(), dueMillis);
        leaseReturned(wanted - received.size(), dueMillis);
        ledger.receives++;
        return new Reply.Received(received);
    }

    private void leaseFresh(int count, long dueMillis) {
        long end = Math.min(ledger.nextSequence, ledger.cursor + count);
        for (; ledger.cursor < end; ledger.cursor++) {
            add(ledger.cursor, held.leaseFresh(ledger.cursor, dueMillis));
        }
    }

    /** Leases up to so many; what was received too often is moved away and does not count. */
    private void leaseReturned(int count, long dueMillis) {
        int wanted = received.size() + count;
        while (received.size() < wanted && ledger.returned > 0 && !deadLetters.isFull()) {
            for (long sequence : returned(wanted - received.size())) {
                HeldRow row = held.get(sequence)
                        .orElseThrow(() -> new IllegalStateException("a returned message is not held: " + sequence));
                if (!deadLetters.takes(sequence, row)) {
                    add(sequence, held.leaseReturned(sequence, row, dueMillis));
                } else if (deadLetters.isFull()) {
                    return;
                } else {
                    deadLetters.move(sequence, row);
                }
                ledger.returnFloor = row.returnNumber() + 1;
            }
        }
    }

    private List<Long> returned(int count) {
        List<Long> sequences = new ArrayList<>(count);
        turn.tx()
                .scan(
                        QueueTables.RETURNED,
                        new Keys.InResource(ledger.queue, ledger.returnFloor),
                        new Keys.InResource(ledger.queue, ledger.nextReturn),
                        (key, row) -> {
                            sequences.add(row.sequence());
                            return sequences.size() < count;
                        });
        Invariant.check(!sequences.isEmpty(), "returned messages that are counted are there");
        return sequences;
    }

    private void add(long sequence, HeldRow row) {
        received.add(new Reply.ReceivedOne(sequence, row.leases(), row.firstReceivedMillis(), 0, Bytes.EMPTY));
    }
}
