package io.sluice.node.state.queue;

import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Table;
import io.sluice.node.state.TableId;
import java.util.List;

/**
 * The tables that standard queues have for messages that belong to a tenant, or have another priority than the
 * default (ADR 0034, 0035). A queue without such messages has no row in them.
 */
public final class TenantTables {
    /** Counters by queue. */
    public static final Table<Keys.OfResource, TenantStateRow> STATES =
            new Table<>(TableId.TENANT_STATES, Keys.OF_RESOURCE, TenantRowsCodec.STATE);

    /** Numbers of tenants by queue and name. */
    public static final Table<Keys.TextIn, FifoNumberRow> NAMES =
            new Table<>(TableId.TENANT_NAMES, Keys.TEXT_IN, FifoRowsCodec.NUMBER);

    /** Tenants by queue and number. */
    public static final Table<Keys.InResource, TenantRow> TENANTS =
            new Table<>(TableId.TENANTS, Keys.IN_RESOURCE, TenantRowsCodec.TENANT);

    /** Visible messages by queue, {@link #strand} and number of their return. */
    public static final Table<Keys.InLine, ReturnRow> STRANDS =
            new Table<>(TableId.TENANT_STRANDS, Keys.IN_LINE, QueueRowsCodec.RETURN);

    /** Tenants that have something to give, by queue, {@link #rota} and place. */
    public static final Table<Keys.InLine, FifoNumberRow> ROTAS =
            new Table<>(TableId.TENANT_ROTAS, Keys.IN_LINE, FifoRowsCodec.NUMBER);

    /** Message groups of either kind of queue that are looked at again, by queue, time and number. */
    public static final Table<Keys.Due, Mark> WAKES = new Table<>(TableId.GROUP_WAKES, Keys.DUE, Mark.CODEC);

    /** Parked tenants by queue and number. */
    public static final Table<Keys.InResource, Mark> PARKED =
            new Table<>(TableId.TENANTS_PARKED, Keys.IN_RESOURCE, Mark.CODEC);

    /** All of them. */
    public static final List<Table<?, ?>> ALL = List.of(STATES, NAMES, TENANTS, STRANDS, ROTAS, WAKES, PARKED);

    private static final int PRIORITY_BITS = 4;
    private static final int LEVEL_BITS = 6;

    private TenantTables() {}

    /** The visible messages of a tenant, or of none, that have one priority. */
    public static long strand(Rank rank) {
        return (rank.tenant() << PRIORITY_BITS) | rank.priority();
    }

    /**
     * The part of the rota for tenants with messages of one priority that have about so many in flight: none, 1, 2
     * to 3, 4 to 7, and so on. Smaller numbers of one priority go first.
     */
    public static int rota(int priority, long leased) {
        return (priority << LEVEL_BITS) | (Long.SIZE - Long.numberOfLeadingZeros(leased));
    }

    /** The priority of a part of the rota. */
    public static int priority(int rota) {
        return rota >>> LEVEL_BITS;
    }
}
