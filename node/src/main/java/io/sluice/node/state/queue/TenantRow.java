package io.sluice.node.state.queue;

import java.util.List;

/**
 * A tenant that has messages, or that is parked, or has used its rate up.
 *
 * @param delayed messages delayed
 * @param leased messages leased, also those whose lease has run out but is not settled
 * @param strands visible messages, by priority
 * @param parkedMillis log time since which it is parked; 0 when it is not
 * @param paidMicros log time in microseconds up to which its rate is used up
 * @param wakeMillis log time at which it is looked at again; 0 when it need not be
 * @param shut messages of it that are counted as shut
 */
public record TenantRow(
        String name,
        long delayed,
        long leased,
        List<Strand> strands,
        long parkedMillis,
        long paidMicros,
        long wakeMillis,
        long shut) {
    public TenantRow {
        strands = List.copyOf(strands);
    }

    /**
     * The visible messages of one priority.
     *
     * @param floor none has a smaller number
     * @param rota part of the rota that the tenant is in for them
     * @param place its place there; 0 when it is in none
     */
    public record Strand(int priority, long count, long floor, int rota, long place) {}
}
