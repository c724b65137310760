package io.sluice.node.machine.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.Rank;
import io.sluice.node.state.queue.ReturnRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;

/**
 * The orders in which the messages of one standard queue wait that have a row as held ones: one order of all that are
 * visible again, and a strand for each tenant and priority. Numbers of returns are given once, by when a message
 * became visible: one that is used once leaves no trace to step over.
 */
final class VisibleMessages {
    private final QueueLedger ledger;
    private final Tx tx;

    VisibleMessages(QueueLedger ledger, Tx tx) {
        this.ledger = ledger;
        this.tx = tx;
    }

    /** Shows a message, behind all of its order that were shown before; returns it as it is then. */
    HeldRow show(long sequence, HeldRow row) {
        long number = ledger.nextReturn++;
        Rank rank = row.rank();
        if (rank.isPlain()) {
            tx.insert(QueueTables.RETURNED, key(number), new ReturnRow(sequence));
            ledger.returned++;
            return row.returned(number, row.life());
        }
        tx.insert(TenantTables.STRANDS, key(rank, number), new ReturnRow(sequence));
        ledger.stranded++;
        if (rank.tenant() == 0) {
            Tenants.Loose loose = ledger.tenants(tx).loose(rank.priority());
            loose.floor = loose.count++ == 0 ? number : loose.floor;
        } else {
            Tenant.Strand strand = ledger.tenants(tx).of(rank.tenant()).strand(rank.priority());
            strand.floor = strand.count++ == 0 ? number : strand.floor;
        }
        return row.returned(number, row.life());
    }

    /** A message is visible no more. */
    void hide(HeldRow row) {
        Rank rank = row.rank();
        if (rank.isPlain()) {
            tx.delete(QueueTables.RETURNED, key(row.returnNumber()));
            ledger.returned--;
            return;
        }
        tx.delete(TenantTables.STRANDS, key(rank, row.returnNumber()));
        ledger.stranded--;
        if (rank.tenant() == 0) {
            ledger.tenants(tx).loose(rank.priority()).count--;
        } else {
            ledger.tenants(tx).of(rank.tenant()).strand(rank.priority()).count--;
        }
    }

    /** The first so many messages of a tenant that have a priority. */
    List<Long> first(Tenant tenant, int priority, int count) {
        Tenant.Strand strand = tenant.strand(priority);
        List<Long> numbers = new ArrayList<>(count);
        List<Long> sequences = first(new Rank(tenant.number, priority), strand.floor, count, numbers);
        strand.floor = numbers.isEmpty() ? strand.floor : numbers.get(0);
        return sequences;
    }

    /** The first so many messages of a priority that have no tenant. */
    List<Long> first(Tenants.Loose loose, int priority, int count) {
        List<Long> numbers = new ArrayList<>(count);
        List<Long> sequences = first(new Rank(0, priority), loose.floor, count, numbers);
        loose.floor = numbers.isEmpty() ? loose.floor : numbers.get(0);
        return sequences;
    }

    private List<Long> first(Rank rank, long floor, int count, List<Long> numbers) {
        List<Long> sequences = new ArrayList<>(count);
        tx.scan(TenantTables.STRANDS, key(rank, floor), key(rank, ledger.nextReturn), (key, row) -> {
            numbers.add(key.number());
            sequences.add(row.sequence());
            return sequences.size() < count;
        });
        return sequences;
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(ledger.queue, number);
    }

    private Keys.InLine key(Rank rank, long number) {
        return new Keys.InLine(ledger.queue, TenantTables.strand(rank), number);
    }
}
