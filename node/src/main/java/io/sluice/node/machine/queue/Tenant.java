package io.sluice.node.machine.queue;

import io.sluice.node.state.queue.TenantRow;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One tenant of a standard queue during one command. */
final class Tenant {
    final long number;
    final String name;
    long delayed;
    long leased;
    /** Log time since which it is parked; 0 when it is not. */
    long parkedMillis;
    /** Whether it is among the parked ones by its row. */
    boolean listed;
    /** Log time in microseconds up to which its rate is used up. */
    long paidMicros;
    /** Log time at which it is looked at again; 0 when it need not be. */
    long wakeMillis;
    /** Messages that are counted as shut. */
    long shut;
    /** Whether it has no row yet. */
    boolean begun;

    private final SortedMap<Integer, Strand> strands = new TreeMap<>();

    /** Its visible messages of one priority. */
    static final class Strand {
        final int priority;
        long count;
        long floor;
        int rota;
        /** In its part of the rota; 0 for none. */
        long place;

        private Strand(int priority) {
            this.priority = priority;
        }
    }

    private Tenant(long number, String name) {
        this.number = number;
        this.name = name;
    }

    static Tenant begun(long number, String name) {
        Tenant tenant = new Tenant(number, name);
        tenant.begun = true;
        return tenant;
    }

    static Tenant of(long number, TenantRow row) {
        Tenant tenant = new Tenant(number, row.name());
        tenant.delayed = row.delayed();
        tenant.leased = row.leased();
        tenant.parkedMillis = row.parkedMillis();
        tenant.listed = row.parkedMillis() != 0;
        tenant.paidMicros = row.paidMicros();
        tenant.wakeMillis = row.wakeMillis();
        tenant.shut = row.shut();
        for (TenantRow.Strand one : row.strands()) {
            Strand strand = tenant.strand(one.priority());
            strand.count = one.count();
            strand.floor = one.floor();
            strand.rota = one.rota();
            strand.place = one.place();
        }
        return tenant;
    }

    /** As it is stored; a strand without a message is not. */
    TenantRow row() {
        List<TenantRow.Strand> stored = new ArrayList<>(strands.size());
        for (Strand one : strands.values()) {
            if (one.count > 0) {
                stored.add(new TenantRow.Strand(one.priority, one.count, one.floor, one.rota, one.place));
            }
        }
        return new TenantRow(name, delayed, leased, stored, parkedMillis, paidMicros, wakeMillis, shut);
    }

    Strand strand(int priority) {
        return strands.computeIfAbsent(priority, Strand::new);
    }

    /** Those that it has, or had during this command. */
    List<Strand> strands() {
        return List.copyOf(strands.values());
    }

    /** Visible messages of all priorities. */
    long visible() {
        long sum = 0;
        for (Strand one : strands.values()) {
            sum += one.count;
        }
        return sum;
    }

    boolean isEmpty() {
        return delayed == 0 && leased == 0 && visible() == 0;
    }
}
