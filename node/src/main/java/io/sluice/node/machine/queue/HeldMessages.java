package io.sluice.node.machine.queue;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.Life;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.HeldRow.State;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.Rank;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one queue that are delayed, leased or returned, during one command: keeps rows,
 * due index, returned index and counters in step.
 */
final class HeldMessages implements Retention.Dropper {
    private final QueueLedger ledger;
    private final Tx tx;
    private final long nowMillis;
    private final VisibleMessages visible;

    HeldMessages(QueueLedger ledger, Tx tx, long nowMillis) {
        this.ledger = ledger;
        this.tx = tx;
        this.nowMillis = nowMillis;
        this.visible = new VisibleMessages(ledger, tx);
    }

    /** The orders in which those of them wait that are visible. */
    VisibleMessages visible() {
        return visible;
    }

    Optional<HeldRow> get(long sequence) {
        return tx.get(QueueTables.HELD, key(sequence));
    }

    /** The same for who comes from outside: a message whose own time is over is gone, removed or not. */
    Optional<HeldRow> find(long sequence) {
        return get(sequence).filter(row -> !row.life().isOver(nowMillis));
    }

    /** Whether a receipt leases its message now: the lease has not run out, and nobody has another. */
    boolean leases(QueueCommand.Receipt receipt) {
        return find(receipt.sequence())
                .filter(row ->
                        row.state() == State.LEASED && row.leases() == receipt.lease() && row.dueMillis() > nowMillis)
                .isPresent();
    }

    /** Hides a message that was just sent. */
    void delay(long sequence, long dueMillis, Life life, Rank rank) {
        tx.insert(QueueTables.HELD, key(sequence), new HeldRow(State.DELAYED, 0, 0, 0, dueMillis, 0, life, rank));
        begin(sequence, life);
        tx.insert(QueueTables.DUE, due(dueMillis, sequence), Mark.MARK);
        ledger.delayed++;
        tenant(rank).ifPresent(tenant -> tenant.delayed++);
        ledger.dueFloorMillis = Math.min(ledger.dueFloorMillis, dueMillis);
    }

    /** Shows a message that has just come and was received so often, behind all that were shown again before. */
    void show(long sequence, HeldRow row) {
        tx.insert(QueueTables.HELD, key(sequence), visible.show(sequence, row));
        begin(sequence, row.life());
    }

    private void begin(long sequence, Life life) {
        if (life.isLimited()) {
            Lifetimes.begin(ledger, tx, life, sequence);
        }
    }

    /** Leases a message that was never held. */
    HeldRow leaseFresh(long sequence, long dueMillis, String consumer) {
        HeldRow row = new HeldRow(State.LEASED, 1, nowMillis, nowMillis, dueMillis, 0, Life.PLAIN.heldBy(consumer));
        tx.insert(QueueTables.HELD, key(sequence), row);
        tx.insert(QueueTables.DUE, due(dueMillis, sequence), Mark.MARK);
        ledger.leased++;
        ledger.dueFloorMillis = Math.min(ledger.dueFloorMillis, dueMillis);
        return row;
    }

    /** Leases a returned message again. */
    HeldRow leaseReturned(long sequence, HeldRow row, long dueMillis, String consumer) {
        visible.hide(row);
        long first = row.leases() == 0 ? nowMillis : row.firstReceivedMillis();
        HeldRow leased = new HeldRow(
                State.LEASED,
                row.leases() + 1,
                first,
                nowMillis,
                dueMillis,
                0,
                row.life().heldBy(consumer),
                row.rank());
        hide(sequence, leased);
        return leased;
    }

    /**
     * Moves the end of a message's lease, or returns it when the end is now. Who returns it, or says why it is to be
     * hidden for longer, has failed at it.
     */
    void extend(long sequence, HeldRow row, long dueMillis, String reason) {
        detach(sequence, row);
        boolean returns = dueMillis <= nowMillis;
        Life life = returns || !reason.isEmpty()
                ? row.life().failed(row.failedAt(nowMillis, reason.isEmpty() ? Attempt.RELEASED : reason))
                : row.life();
        if (returns) {
            giveBack(sequence, row, life);
        } else {
            hide(sequence, row.leasedUntil(dueMillis, life));
        }
    }

    /** Removes a message and all that is known of it. */
    void remove(long sequence, HeldRow row) {
        detach(sequence, row);
        if (QueueTables.arrived(sequence)) {
            new Arrivals(ledger, tx).forget(sequence);
        }
        if (row.life().isLimited()) {
            Lifetimes.end(ledger, tx, row.life(), sequence);
        }
        tx.delete(QueueTables.HELD, key(sequence));
        tx.delete(QueueTables.MESSAGES, key(sequence));
    }

    @Override
    public int dropArrivals(int budget) {
        return new Arrivals(ledger, tx).expire(this, nowMillis, budget);
    }

    @Override
    public int drop(long from, long to, int budget) {
        List<Keys.InResource> keys = new ArrayList<>();
        List<HeldRow> rows = new ArrayList<>();
        tx.scan(QueueTables.HELD, key(from), key(to), (key, row) -> {
            keys.add(key);
            rows.add(row);
            return keys.size() < budget;
        });
        for (int i = 0; i < keys.size(); i++) {
            remove(keys.get(i).number(), rows.get(i));
            Traces.expired(keys.get(i).number(), nowMillis, ledger, tx);
        }
        return budget - keys.size();
    }

    /** Returns what is due, a bounded number of messages; the rest is left for the next command. */
    void settle() {
        settleDue();
        if (ledger.wakeMillis <= nowMillis) {
            ledger.tenants(tx).wake();
        }
    }

    private void settleDue() {
        if (ledger.dueFloorMillis > nowMillis) {
            return;
        }
        List<Keys.Due> due = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        tx.scan(QueueTables.DUE, due(ledger.dueFloorMillis, 0), due(Long.MAX_VALUE, -1L), (key, mark) -> {
            if (key.dueMillis() > nowMillis || due.size() == Limits.SETTLED_PER_TURN_MAX) {
                floor[0] = key.dueMillis();
                return false;
            }
            due.add(key);
            return true;
        });
        for (Keys.Due key : due) {
            HeldRow row =
                    get(key.number()).orElseThrow(() -> new IllegalStateException("a due message is not held: " + key));
            detach(key.number(), row);
            giveBack(
                    key.number(),
                    row,
                    row.state() == State.LEASED
                            ? row.life().failed(row.failedAt(nowMillis, Attempt.TIMED_OUT))
                            : row.life());
        }
        ledger.dueFloorMillis = floor[0];
    }

    /** Takes a message out of the index of its state. */
    private void detach(long sequence, HeldRow row) {
        switch (row.state()) {
            case DELAYED -> {
                tx.delete(QueueTables.DUE, due(row.dueMillis(), sequence));
                ledger.delayed--;
                tenant(row.rank()).ifPresent(tenant -> tenant.delayed--);
            }
            case LEASED -> {
                tx.delete(QueueTables.DUE, due(row.dueMillis(), sequence));
                ledger.leased--;
                tenant(row.rank()).ifPresent(tenant -> tenant.leased--);
            }
            case RETURNED -> visible.hide(row);
        }
    }

    private Optional<Tenant> tenant(Rank rank) {
        return rank.tenant() == 0
                ? Optional.empty()
                : Optional.of(ledger.tenants(tx).of(rank.tenant()));
    }

    private void hide(long sequence, HeldRow row) {
        tx.put(QueueTables.HELD, key(sequence), row);
        tx.put(QueueTables.DUE, due(row.dueMillis(), sequence), Mark.MARK);
        ledger.leased++;
        tenant(row.rank()).ifPresent(tenant -> tenant.leased++);
        ledger.dueFloorMillis = Math.min(ledger.dueFloorMillis, row.dueMillis());
    }

    private void giveBack(long sequence, HeldRow row, Life life) {
        tx.put(QueueTables.HELD, key(sequence), visible.show(sequence, row.leasedUntil(0, life)));
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(ledger.queue, number);
    }

    private Keys.Due due(long dueMillis, long sequence) {
        return new Keys.Due(ledger.queue, dueMillis, sequence);
    }
}
