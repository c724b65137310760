package io.sluice.node.machine.queue;

import io.sluice.node.model.Invariant;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoNumberRow;
import io.sluice.node.state.queue.TenantStateRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Whose turn it is among the tenants of one queue: for each priority those with fewer in flight go first, and among
 * those with about as many the one that has waited longest since its last turn. Each part of the rota knows where
 * it begins, so that finding its first tenant touches no row that was deleted.
 */
final class Rotas {
    private final ResourceId queue;
    private final Tx tx;
    private final SortedMap<Integer, Part> parts = new TreeMap<>();
    long nextPlace;

    /** Tenants of one priority with about as many in flight. */
    private static final class Part {
        long count;
        long floor;

        private Part(long count, long floor) {
            this.count = count;
            this.floor = floor;
        }
    }

    Rotas(ResourceId queue, TenantStateRow row, Tx tx) {
        this.queue = queue;
        this.tx = tx;
        nextPlace = row.nextPlace();
        row.rotas().forEach(one -> parts.put(one.number(), new Part(one.count(), one.floor())));
    }

    List<TenantStateRow.Rota> rows() {
        List<TenantStateRow.Rota> rows = new ArrayList<>(parts.size());
        parts.forEach((number, part) -> rows.add(new TenantStateRow.Rota(number, part.count, part.floor)));
        return rows;
    }

    /** How many tenants have messages of a priority to give. */
    long count(int priority) {
        long sum = 0;
        for (Part part : of(priority).values()) {
            sum += part.count;
        }
        return sum;
    }

    /** Number of the tenant whose turn it is at a priority. */
    Optional<Long> first(int priority) {
        SortedMap<Integer, Part> found = of(priority);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        int rota = found.firstKey();
        Part part = found.values().iterator().next();
        long[] number = {0};
        tx.scan(TenantTables.ROTAS, key(rota, part.floor), key(rota, nextPlace), (key, row) -> {
            number[0] = row.number();
            part.floor = key.number();
            return false;
        });
        Invariant.check(number[0] != 0, "a tenant that is counted in the rota is there");
        return Optional.of(number[0]);
    }

    /** Brings a strand to where it belongs: to the end of a part of the rota, or out of it. */
    void place(Tenant tenant, Tenant.Strand strand, boolean open, boolean again) {
        boolean has = open && strand.count > 0;
        int rota = TenantTables.rota(strand.priority, tenant.leased);
        if (strand.place != 0 && (!has || again || strand.rota != rota)) {
            remove(strand);
        }
        if (has && strand.place == 0) {
            strand.rota = rota;
            strand.place = nextPlace++;
            tx.insert(TenantTables.ROTAS, key(rota, strand.place), new FifoNumberRow(tenant.number));
            parts.computeIfAbsent(rota, unused -> new Part(0, strand.place)).count++;
        }
    }

    private void remove(Tenant.Strand strand) {
        tx.delete(TenantTables.ROTAS, key(strand.rota, strand.place));
        Part part = Optional.ofNullable(parts.get(strand.rota))
                .orElseThrow(() -> new IllegalStateException("no such part of the rota: " + strand.rota));
        if (--part.count == 0) {
            parts.remove(strand.rota);
        }
        strand.place = 0;
        strand.rota = 0;
    }

    private SortedMap<Integer, Part> of(int priority) {
        return parts.subMap(TenantTables.rota(priority, 0), TenantTables.rota(priority + 1, 0));
    }

    private Keys.InLine key(int rota, long place) {
        return new Keys.InLine(queue, rota, place);
    }
}
