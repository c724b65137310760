package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Redriven;
import io.sluice.node.model.Invariant;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.Optional;

/** Takes visible messages out of one standard queue, with all that is known of them. */
final class StandardDepartures implements Departures, Lifetimes.Exit {
    private static final HeldRow NEVER_HELD = new HeldRow(HeldRow.State.RETURNED, 0, 0, 0, 0);

    private final QueueLedger ledger;
    private final HeldMessages held;
    private final Tx tx;

    StandardDepartures(QueueLedger ledger, HeldMessages held, Tx tx) {
        this.ledger = ledger;
        this.held = held;
        this.tx = tx;
    }

    @Override
    public Origin origin(long sequence) {
        return message(sequence).origin().orElseGet(() -> Origin.at(ledger.queue, sequence));
    }

    /** Takes a message out that was held. */
    Letter take(long sequence, HeldRow row) {
        Letter letter = letter(sequence, message(sequence), row);
        held.remove(sequence, row);
        return letter;
    }

    /** One that is visible again, or the first never received. */
    @Override
    public Optional<Long> next() {
        if (ledger.returned > 0) {
            long[] found = new long[1];
            tx.scan(
                    QueueTables.RETURNED,
                    new Keys.InResource(ledger.queue, ledger.returnFloor),
                    new Keys.InResource(ledger.queue, ledger.nextReturn),
                    (key, row) -> {
                        found[0] = row.sequence();
                        ledger.returnFloor = key.number();
                        return false;
                    });
            Invariant.check(found[0] != 0, "a returned message that is counted is there");
            return Optional.of(found[0]);
        }
        return ledger.cursor < ledger.nextSequence ? Optional.of(ledger.cursor) : stranded();
    }

    /** The first of the highest priority, of a tenant that may give it. */
    private Optional<Long> stranded() {
        if (ledger.stranded == 0) {
            return Optional.empty();
        }
        Tenants tenants = ledger.tenants(tx);
        tenants.save();
        for (int priority = Limits.PRIORITY_MAX; priority >= 0; priority--) {
            Tenants.Loose loose = tenants.loose(priority);
            if (loose.count > 0) {
                return Optional.of(held.visible().first(loose, priority, 1).get(0));
            }
            Optional<Tenant> tenant = tenants.next(priority);
            if (tenant.isPresent()) {
                return Optional.of(
                        held.visible().first(tenant.get(), priority, 1).get(0));
            }
        }
        return Optional.empty();
    }

    @Override
    public Letter takeNext(long sequence) {
        if (sequence != ledger.cursor) {
            return take(
                    sequence,
                    held.get(sequence)
                            .orElseThrow(
                                    () -> new IllegalStateException("a returned message is not held: " + sequence)));
        }
        Letter letter = letter(sequence, message(sequence), NEVER_HELD);
        tx.delete(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence));
        ledger.cursor++;
        return letter;
    }

    @Override
    public long available() {
        ledger.saveTenants();
        return ledger.available();
    }

    @Override
    public void remove(long sequence) {
        held.get(sequence).ifPresent(row -> held.remove(sequence, row));
    }

    @Override
    public Letter take(long sequence) {
        return take(
                sequence,
                held.get(sequence)
                        .orElseThrow(() -> new IllegalStateException("a message that ends is not held: " + sequence)));
    }

    @Override
    public boolean canTake(long sequence) {
        return held.find(sequence)
                .filter(row -> row.state() == HeldRow.State.RETURNED)
                .isPresent();
    }

    @Override
    public boolean isHeldBack(long sequence) {
        return held.find(sequence)
                .filter(row -> row.state() != HeldRow.State.RETURNED)
                .isPresent();
    }

    @Override
    public long receives(long sequence) {
        return held.get(sequence).map(HeldRow::leases).orElse(0L);
    }

    /** Standard queues keep no order of groups. */
    @Override
    public Optional<String> group(long sequence) {
        return Optional.empty();
    }

    @Override
    public Optional<Redriven> redriven(long sequence) {
        return message(sequence).redriven();
    }

    private Letter letter(long sequence, MessageRow message, HeldRow row) {
        return new Letter(
                message.origin().orElseGet(() -> Origin.at(ledger.queue, sequence)),
                message.sentMillis(),
                row.leases(),
                row.firstReceivedMillis(),
                row.lastReceivedMillis(),
                message.payload(),
                Optional.empty(),
                row.life(),
                Optional.empty(),
                row.rank().tenant() == 0 ? "" : ledger.tenants(tx).of(row.rank().tenant()).name,
                row.rank().priority());
    }

    private MessageRow message(long sequence) {
        return tx.get(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence))
                .orElseThrow(() -> new IllegalStateException("a visible message is not there: " + sequence));
    }
}
