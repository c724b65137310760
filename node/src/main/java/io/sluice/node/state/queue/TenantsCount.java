package io.sluice.node.state.queue;

/**
 * The visible messages of a standard queue that are in strands: those of tenants, and of other priorities.
 *
 * @param visible how many
 * @param shut those among them whose tenant may have none now
 * @param wakeMillis log time before which no tenant is opened by time; {@link Long#MAX_VALUE} when none will be
 */
public record TenantsCount(long visible, long shut, long wakeMillis) {
    /** None. */
    public static final TenantsCount NONE = new TenantsCount(0, 0, Long.MAX_VALUE);
}
