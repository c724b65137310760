package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import io.sluice.node.state.Tx;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One receive from a standard queue in which tenants, or several priorities, have messages waiting (ADR 0034, 0035).
 * Priorities share by weight. Within a priority tenants and messages that have none take turns, and among tenants it
 * is the turn of whoever has the fewest in flight.
 */
final class FairDeliveries {
    private final HeldMessages held;
    private final Deliveries deliveries;
    private final Tenants tenants;
    /** Priorities at which nothing more can be done in this turn. */
    private final SortedSet<Integer> exhausted = new TreeSet<>();

    FairDeliveries(QueueLedger ledger, HeldMessages held, Deliveries deliveries, Tx tx) {
        this.held = held;
        this.deliveries = deliveries;
        this.tenants = ledger.tenants(tx);
    }

    void lease(long dueMillis, Reception reception) {
        // What was settled just now may have changed whose turn it is.
        tenants.save();
        while (reception.missing() > 0) {
            SortedSet<Integer> waiting = waiting();
            if (waiting.isEmpty()) {
                return;
            }
            int priority = tenants.shares.next(waiting);
            int before = reception.missing();
            if (!leaseSome(priority, waiting.size() == 1, dueMillis, reception)) {
                exhausted.add(priority);
            }
            for (int i = reception.missing(); i < before; i++) {
                tenants.given++;
                if (waiting.size() > 1) {
                    tenants.shares.give(priority);
                }
            }
        }
    }

    private SortedSet<Integer> waiting() {
        SortedSet<Integer> waiting = new TreeSet<>();
        for (int priority = 0; priority <= Limits.PRIORITY_MAX; priority++) {
            boolean plain = priority == Limits.PRIORITY_DEFAULT && deliveries.hasPlain();
            if (!exhausted.contains(priority) && (plain || tenants.offers(priority))) {
                waiting.add(priority);
            }
        }
        return waiting;
    }

    /** Leases something of a priority, or moves dead letters away; false when it can do neither. */
    private boolean leaseSome(int priority, boolean alone, long dueMillis, Reception reception) {
        boolean plain = priority == Limits.PRIORITY_DEFAULT && deliveries.hasPlain();
        Tenants.Loose loose = tenants.loose(priority);
        boolean free = plain || loose.count > 0;
        // Messages without a tenant are each their own quiet one: they get every other turn, and no more.
        Optional<Tenant> tenant = free && tenants.given % 2 == 0 ? Optional.empty() : tenants.next(priority);
        if (tenant.isPresent()) {
            int most = alone && !free && tenants.rotas.count(priority) == 1 ? reception.missing() : 1;
            return lease(tenant.get(), priority, most, dueMillis, reception);
        }
        if (plain) {
            deliveries.leaseOnePlain(tenants.given / 2, dueMillis, reception);
            return true;
        }
        return loose.count > 0 && leaseAll(held.visible().first(loose, priority, 1), dueMillis, reception);
    }

    private boolean lease(Tenant tenant, int priority, int most, long dueMillis, Reception reception) {
        int count = (int) Math.min(most, tenants.allowance(tenant).messages());
        int before = reception.missing();
        boolean done = leaseAll(held.visible().first(tenant, priority, count), dueMillis, reception);
        tenants.pay(tenant, before - reception.missing());
        tenants.served(tenant, priority);
        return done;
    }

    private boolean leaseAll(List<Long> sequences, long dueMillis, Reception reception) {
        for (long sequence : sequences) {
            if (!deliveries.leaseStranded(sequence, dueMillis, reception)) {
                return false;
            }
        }
        return true;
    }
}
