package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one queue that came from other queues and keep what they were: identity, time of
 * their send, receive count. They are visible at once, whatever the queue's delay. Their times do not
 * rise with their sequences, so each has a row by which it expires.
 */
final class Arrivals {
    private final QueueLedger ledger;
    private final Tx tx;

    Arrivals(QueueLedger ledger, Tx tx) {
        this.ledger = ledger;
        this.tx = tx;
    }

    /** Puts a message into the queue. */
    void put(Letter letter) {
        long sequence = QueueTables.ARRIVED_SPACE | ledger.arrivalsNext++;
        Keys.InResource key = new Keys.InResource(ledger.queue, sequence);
        tx.insert(
                QueueTables.MESSAGES,
                key,
                new MessageRow(letter.sentMillis(), letter.payload(), Optional.of(letter.origin())));
        HeldRow row = new HeldRow(
                HeldRow.State.RETURNED,
                letter.leases(),
                letter.firstReceivedMillis(),
                letter.lastReceivedMillis(),
                0,
                0,
                letter.life(),
                rank(letter));
        new HeldMessages(ledger, tx, 0).show(sequence, row);
        tx.insert(QueueTables.ARRIVALS, new Keys.Due(ledger.queue, letter.sentMillis(), sequence), Mark.MARK);
        ledger.arrivalsCount++;
        ledger.arrivalsFloorMillis = Math.min(ledger.arrivalsFloorMillis, letter.sentMillis());
    }

    private Rank rank(Letter letter) {
        return letter.group().isEmpty()
                ? new Rank(0, letter.priority())
                : ledger.tenants(tx).rank(letter.group(), letter.priority());
    }

    /** Forgets when a message expires, before it is removed. */
    void forget(long sequence) {
        long sentMillis = tx.get(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence))
                .orElseThrow(() -> new IllegalStateException("a held message is not there: " + sequence))
                .sentMillis();
        tx.delete(QueueTables.ARRIVALS, new Keys.Due(ledger.queue, sentMillis, sequence));
        ledger.arrivalsCount--;
        if (ledger.arrivalsCount == 0) {
            ledger.arrivalsFloorMillis = Long.MAX_VALUE;
        }
    }

    /** Forgets all, for they are purged. */
    void clear() {
        ledger.arrivalsCount = 0;
        ledger.arrivalsFloorMillis = Long.MAX_VALUE;
    }

    /** Drops what is past its retention; returns what is left of the budget, 0 when more may be there. */
    int expire(HeldMessages held, long nowMillis, int budget) {
        long keptMillis = ledger.settings.retentionMillis() + Limits.EXPIRY_SPAN_MILLIS;
        if (ledger.arrivalsCount == 0 || ledger.arrivalsFloorMillis > nowMillis - keptMillis) {
            return budget;
        }
        List<Keys.Due> expired = new ArrayList<>();
        long[] floorMillis = {Long.MAX_VALUE};
        tx.scan(
                QueueTables.ARRIVALS,
                new Keys.Due(ledger.queue, ledger.arrivalsFloorMillis, 0),
                new Keys.Due(ledger.queue, Long.MAX_VALUE, -1L),
                (key, mark) -> {
                    if (key.dueMillis() > nowMillis - keptMillis || expired.size() == budget) {
                        floorMillis[0] = key.dueMillis();
                        return false;
                    }
                    expired.add(key);
                    return true;
                });
        for (Keys.Due key : expired) {
            held.remove(
                    key.number(),
                    held.get(key.number())
                            .orElseThrow(() -> new IllegalStateException("an arrival is not held: " + key)));
            Traces.expired(key.number(), nowMillis, ledger, tx);
        }
        ledger.arrivalsFloorMillis = floorMillis[0];
        return budget - expired.size();
    }
}
