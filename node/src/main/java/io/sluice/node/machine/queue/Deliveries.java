package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.QueueCommand.Receive;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
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
    private final StandardDepartures departures;
    private String consumer = "";

    Deliveries(QueueLedger ledger, HeldMessages held, Turn turn) {
        this.ledger = ledger;
        this.held = held;
        this.turn = turn;
        this.deadLetters = new DeadLetters(ledger, turn);
        this.departures = new StandardDepartures(ledger, held, turn.tx());
    }

    Reply receive(Receive command) {
        held.settle();
        Allowance allowance = ledger.allowance(turn.nowMillis());
        if (allowance.messages() == 0) {
            return new Reply.Received(List.of(), ledger.visible() > 0 ? allowance.reason() : Withheld.NOTHING);
        }
        long room = ledger.settings.inFlightMax() - ledger.leased;
        if (room <= 0) {
            return command.patience().waits(ledger.settings.waitMillis())
                    ? new Reply.Received(List.of(), ledger.withheldAtLimit())
                    : new Reply.Rejected(RejectionCode.IN_FLIGHT_LIMIT, Long.toString(ledger.settings.inFlightMax()));
        }
        long dueMillis = turn.nowMillis() + command.visibilityMillis().orElseGet(ledger.settings::visibilityMillis);
        int wanted = (int) Math.min(command.messagesMax(), Math.min(room, allowance.messages()));
        Reception reception = new Reception(wanted);
        consumer = command.consumer();
        if (ledger.stranded == 0) {
            leasePlain(wanted, dueMillis, reception);
        } else {
            new FairDeliveries(ledger, held, this, turn.tx()).lease(dueMillis, reception);
        }
        ledger.receives++;
        ledger.delivery = Allowance.after(ledger.delivery, wanted - reception.missing(), turn.nowMillis());
        return reception.reply(withheld(command, wanted, reception, allowance, room));
    }

    /** What kept more back: the owner's limits of the queue, or of its groups, or the limit that every queue has. */
    private Withheld withheld(Receive command, int wanted, Reception reception, Allowance allowance, long room) {
        boolean full = reception.missing() == 0;
        if (full && wanted == allowance.messages() && wanted < command.messagesMax() && ledger.visible() > 0) {
            return allowance.reason();
        }
        if (full && wanted == room && wanted < command.messagesMax()) {
            return ledger.withheldAtLimit();
        }
        ledger.saveTenants();
        return reception.missing() > 0 && ledger.shut > 0 ? Withheld.GROUPS : Withheld.NOTHING;
    }

    private void leasePlain(int wanted, long dueMillis, Reception reception) {
        long fresh = ledger.nextSequence - ledger.cursor;
        int shareOfReturned = fresh == 0 ? wanted : wanted - (int) Math.min(fresh, wanted / 2);
        if (wanted == 1 && fresh > 0 && ledger.returned > 0) {
            shareOfReturned = (int) (ledger.receives & 1);
        }
        leaseReturned(shareOfReturned, dueMillis, reception);
        leaseFresh(reception.missing(), dueMillis, reception);
        leaseReturned(reception.missing(), dueMillis, reception);
    }

    /** Whether there is a message without a tenant, of no special priority. */
    boolean hasPlain() {
        return ledger.cursor < ledger.nextSequence || (ledger.returned > 0 && !deadLetters.isFull());
    }

    /** Leases one of those, or moves dead letters away; the turn says which kind goes first. */
    void leaseOnePlain(long turn, long dueMillis, Reception reception) {
        int before = reception.missing();
        boolean fresh = ledger.cursor < ledger.nextSequence;
        if (!fresh || turn % 2 == 0) {
            leaseReturned(1, dueMillis, reception);
        }
        if (fresh && reception.missing() == before) {
            leaseFresh(1, dueMillis, reception);
        }
    }

    /** Leases a message of a strand, or moves it away if it was received too often; false if neither. */
    boolean leaseStranded(long sequence, long dueMillis, Reception reception) {
        HeldRow row = held.get(sequence)
                .orElseThrow(() -> new IllegalStateException("a visible message is not held: " + sequence));
        if (!isDead(sequence, row)) {
            add(sequence, held.leaseReturned(sequence, row, dueMillis, consumer), reception);
            return true;
        }
        if (deadLetters.isFull()) {
            return false;
        }
        deadLetters.move(departures.take(sequence, row), Death.Cause.RECEIVES);
        return true;
    }

    private void leaseFresh(int count, long dueMillis, Reception reception) {
        long end = Math.min(ledger.nextSequence, ledger.cursor + count);
        for (; ledger.cursor < end; ledger.cursor++) {
            add(ledger.cursor, held.leaseFresh(ledger.cursor, dueMillis, consumer), reception);
        }
    }

    /** Leases up to so many; what was received too often is moved away and does not count. */
    private void leaseReturned(int count, long dueMillis, Reception reception) {
        int enough = reception.missing() - count;
        while (reception.missing() > enough && ledger.returned > 0 && !deadLetters.isFull()) {
            for (long sequence : returned(reception.missing() - enough)) {
                HeldRow row = held.get(sequence)
                        .orElseThrow(() -> new IllegalStateException("a returned message is not held: " + sequence));
                if (!isDead(sequence, row)) {
                    add(sequence, held.leaseReturned(sequence, row, dueMillis, consumer), reception);
                } else if (deadLetters.isFull()) {
                    return;
                } else {
                    deadLetters.move(departures.take(sequence, row), Death.Cause.RECEIVES);
                }
                ledger.returnFloor = row.returnNumber() + 1;
            }
        }
    }

    private boolean isDead(long sequence, HeldRow row) {
        return deadLetters.suspects(row.leases())
                && deadLetters.takes(
                        QueueTables.arrived(sequence)
                                ? row.leases() - departures.origin(sequence).receivesBefore()
                                : row.leases());
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

    private static void add(long sequence, HeldRow row, Reception reception) {
        reception.add(sequence, row.leases(), row.firstReceivedMillis());
    }
}
