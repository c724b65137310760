package io.sluice.node.machine.queue;

import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoNumberRow;
import io.sluice.node.state.queue.Rank;
import io.sluice.node.state.queue.TenantStateRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tenants of one standard queue during one command: keeps the rows of those that the command touches, the rota,
 * and who is shut. A tenant is in the rota exactly while it has something to give and may give it, so one that may
 * not costs others nothing. A tenant without a message has no row, unless it is parked or its rate is used up.
 */
final class Tenants {
    private final QueueLedger ledger;
    private final Tx tx;
    private final SortedMap<Long, Tenant> touched = new TreeMap<>();
    private final SortedMap<String, Tenant> begun = new TreeMap<>();
    private final SortedMap<Integer, Loose> loose = new TreeMap<>();
    private final GroupWakes wakes;
    final Rotas rotas;
    final Shares shares;
    private long nextTenant;
    long given;
    long parked;

    /** Visible messages of a priority that have no tenant. */
    static final class Loose {
        long count;
        long floor;
    }

    Tenants(QueueLedger ledger, Tx tx) {
        this.ledger = ledger;
        this.tx = tx;
        TenantStateRow row = row(tx, ledger.queue);
        rotas = new Rotas(ledger.queue, row, tx);
        shares = new Shares(row.passes(), row.served());
        wakes = new GroupWakes(ledger, row.review(), tx);
        nextTenant = row.nextTenant();
        given = row.given();
        parked = row.parked();
        for (TenantStateRow.Loose one : row.loose()) {
            Loose known = loose(one.priority());
            known.count = one.count();
            known.floor = one.floor();
        }
    }

    static TenantStateRow row(View view, ResourceId queue) {
        return view.get(TenantTables.STATES, new Keys.OfResource(queue)).orElse(TenantStateRow.EMPTY);
    }

    /** The tenant of that number. */
    Tenant of(long number) {
        return touched.computeIfAbsent(
                number,
                unused -> tx.get(TenantTables.TENANTS, key(number))
                        .map(row -> capped(Tenant.of(number, row)))
                        .orElseThrow(() -> new IllegalStateException("a message has no tenant: " + number)));
    }

    /** Whatever rate it has paid for before: by the present one it can owe no more than its burst. */
    private Tenant capped(Tenant tenant) {
        tenant.paidMicros = Allowance.capped(ledger.delivery.limits().groupRate(), tenant.paidMicros, ledger.nowMillis);
        return tenant;
    }

    /** The tenant of that name, to take a message or to be parked. */
    Tenant of(String name) {
        return existing(name)
                .orElseGet(() -> begun.computeIfAbsent(name, unused -> {
                    Tenant tenant = Tenant.begun(nextTenant++, name);
                    touched.put(tenant.number, tenant);
                    return tenant;
                }));
    }

    /** The tenant of that name, if it has a row or has come with this command. */
    Optional<Tenant> existing(String name) {
        Optional<Tenant> now = Optional.ofNullable(begun.get(name));
        return now.isPresent() ? now : number(tx, ledger.queue, name).map(this::of);
    }

    static Optional<Long> number(View view, ResourceId queue, String name) {
        return view.get(TenantTables.NAMES, new Keys.TextIn(queue, name)).map(FifoNumberRow::number);
    }

    /** The rank of a message that comes with the name of its tenant, which may be empty. */
    Rank rank(String name, int priority) {
        return new Rank(name.isEmpty() ? 0 : of(name).number, priority);
    }

    /** Messages of a priority that have no tenant. */
    Loose loose(int priority) {
        return loose.computeIfAbsent(priority, unused -> new Loose());
    }

    /** Whether messages in strands of a priority can be had. */
    boolean offers(int priority) {
        return loose(priority).count > 0 || rotas.count(priority) > 0;
    }

    /** What a tenant may have now. */
    Allowance allowance(Tenant tenant) {
        if (tenant.parkedMillis != 0) {
            return Allowance.SHUT;
        }
        DeliveryLimits limits = ledger.delivery.limits();
        return Allowance.of(
                limits.groupRate(), tenant.paidMicros, limits.groupInFlightMax(), tenant.leased, ledger.nowMillis);
    }

    /** A tenant was given so many messages: it pays for them. */
    void pay(Tenant tenant, long messages) {
        tenant.paidMicros =
                Allowance.paid(ledger.delivery.limits().groupRate(), tenant.paidMicros, messages, ledger.nowMillis);
    }

    /** Those whose time has come, and some of those that other limits may have opened, are looked at. */
    void wake() {
        wakes.due().forEach(this::of);
        save();
    }

    /** Limits of groups have changed: whoever is shut is looked at again, a bounded number by each command. */
    void review() {
        wakes.review();
    }

    /** The tenant whose turn it is at a priority, if one may have something. */
    Optional<Tenant> next(int priority) {
        for (int looked = 0; looked < Limits.SETTLED_PER_TURN_MAX; looked++) {
            Optional<Tenant> tenant = rotas.first(priority).map(this::of);
            if (tenant.isEmpty() || allowance(tenant.get()).messages() > 0) {
                return tenant;
            }
            // Limits have become narrower since it took its place.
            settle(tenant.get());
        }
        return Optional.empty();
    }

    /** A tenant had its turn at a priority: whatever is left of it goes to the end. */
    void served(Tenant tenant, int priority) {
        boolean open = allowance(tenant).messages() > 0;
        rotas.place(tenant, tenant.strand(priority), open, true);
        settle(tenant);
    }

    /** Brings the rows in line with what the command did so far. */
    void save() {
        for (Tenant tenant : touched.values()) {
            settle(tenant);
            store(tenant);
        }
        touched.clear();
        begun.clear();
    }

    private void settle(Tenant tenant) {
        Allowance allowance = allowance(tenant);
        boolean open = allowance.messages() > 0;
        tenant.strands().forEach(strand -> rotas.place(tenant, strand, open, false));
        long visible = tenant.visible();
        long shut = open ? 0 : visible;
        ledger.shut += shut - tenant.shut;
        tenant.shut = shut;
        long wakeMillis = tenant.parkedMillis != 0
                ? 0
                : GroupWakes.wakeMillis(
                        ledger.delivery.limits(),
                        tenant.paidMicros,
                        tenant.leased,
                        !open && visible > 0,
                        tenant.isEmpty(),
                        ledger.nowMillis);
        tenant.wakeMillis = wakes.set(tenant.number, tenant.wakeMillis, wakeMillis);
    }

    private void store(Tenant tenant) {
        boolean kept = !tenant.isEmpty() || tenant.parkedMillis != 0 || tenant.wakeMillis != 0;
        list(tenant);
        Keys.TextIn name = new Keys.TextIn(ledger.queue, tenant.name);
        if (!kept) {
            if (!tenant.begun) {
                tx.delete(TenantTables.TENANTS, key(tenant.number));
                tx.delete(TenantTables.NAMES, name);
            }
        } else if (tenant.begun) {
            tx.insert(TenantTables.TENANTS, key(tenant.number), tenant.row());
            // A name may have been used before, and by another number.
            tx.put(TenantTables.NAMES, name, new FifoNumberRow(tenant.number));
            tenant.begun = false;
        } else {
            tx.put(TenantTables.TENANTS, key(tenant.number), tenant.row());
        }
    }

    private void list(Tenant tenant) {
        boolean now = tenant.parkedMillis != 0;
        if (now && !tenant.listed) {
            tx.put(TenantTables.PARKED, key(tenant.number), Mark.MARK);
            parked++;
        } else if (!now && tenant.listed) {
            tx.delete(TenantTables.PARKED, key(tenant.number));
            parked--;
        }
        tenant.listed = now;
    }

    /** Stores what the command changed. */
    void close() {
        save();
        List<TenantStateRow.Loose> rows = loose.entrySet().stream()
                .filter(one -> one.getValue().count > 0)
                .map(one -> new TenantStateRow.Loose(one.getKey(), one.getValue().count, one.getValue().floor))
                .toList();
        tx.put(
                TenantTables.STATES,
                new Keys.OfResource(ledger.queue),
                new TenantStateRow(
                        nextTenant,
                        rotas.nextPlace,
                        rotas.rows(),
                        rows,
                        shares.passes(),
                        shares.served(),
                        given,
                        parked,
                        wakes.reviewed()));
    }

    /** Removes all rows of a queue's tenants, of which it may have none. */
    static void clear(ResourceId queue, Tx tx) {
        Keys.OfResource key = new Keys.OfResource(queue);
        Optional<TenantStateRow> row = tx.get(TenantTables.STATES, key);
        if (row.isEmpty()) {
            return;
        }
        ResourceId next = new ResourceId(queue.value() + 1);
        Keys.InResource from = new Keys.InResource(queue, 0);
        Keys.InResource to = new Keys.InResource(next, 0);
        tx.deleteRange(TenantTables.NAMES, new Keys.TextIn(queue, ""), new Keys.TextIn(next, ""));
        tx.deleteRange(TenantTables.TENANTS, from, to);
        tx.deleteRange(TenantTables.STRANDS, new Keys.InLine(queue, 0, 0), new Keys.InLine(next, 0, 0));
        tx.deleteRange(TenantTables.ROTAS, new Keys.InLine(queue, 0, 0), new Keys.InLine(next, 0, 0));
        tx.deleteRange(TenantTables.WAKES, new Keys.Due(queue, 0, 0), new Keys.Due(next, 0, 0));
        tx.deleteRange(TenantTables.PARKED, from, to);
        // Numbers go on from where they were: none is used twice.
        TenantStateRow was = row.get();
        tx.put(
                TenantTables.STATES,
                key,
                new TenantStateRow(
                        was.nextTenant(),
                        was.nextPlace(),
                        List.of(),
                        List.of(),
                        was.passes(),
                        was.served(),
                        was.given(),
                        0,
                        Optional.empty()));
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(ledger.queue, number);
    }
}
