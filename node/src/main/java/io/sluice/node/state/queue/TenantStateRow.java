package io.sluice.node.state.queue;

import java.util.List;
import java.util.Optional;

/**
 * What a standard queue counts of its tenants beside its {@link QueueStateRow}. Numbers only rise, so that no key
 * is used twice.
 *
 * @param nextTenant number of the next tenant
 * @param nextPlace next place in the rota
 * @param rotas the parts of the rota that are in use, by number
 * @param loose visible messages without a tenant, by priority, where that is not the default
 * @param passes how far each priority has used its share, from priority 0 on; empty when none has
 * @param served how far the one that was served last has
 * @param given messages given while tenants had some; tells whose turn it is
 * @param parked how many tenants are parked
 * @param review the next tenant that is looked at because limits have changed
 */
public record TenantStateRow(
        long nextTenant,
        long nextPlace,
        List<Rota> rotas,
        List<Loose> loose,
        List<Long> passes,
        long served,
        long given,
        long parked,
        Optional<GroupReview> review) {
    /** No tenant ever was. */
    public static final TenantStateRow EMPTY =
            new TenantStateRow(1, 1, List.of(), List.of(), List.of(), 0, 0, 0, Optional.empty());

    public TenantStateRow {
        rotas = List.copyOf(rotas);
        loose = List.copyOf(loose);
        passes = List.copyOf(passes);
    }

    /**
     * A part of the rota.
     *
     * @param number {@link TenantTables#rota}
     * @param count tenants in it
     * @param floor none of them has a smaller place
     */
    public record Rota(int number, long count, long floor) {}

    /**
     * Visible messages of one priority that have no tenant.
     *
     * @param floor none has a smaller number
     */
    public record Loose(int priority, long count, long floor) {}
}
