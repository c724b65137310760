package io.sluice.node.command;

import java.util.Optional;

/**
 * What a queue gives at most.
 *
 * @param rate messages by time
 * @param inFlightMax messages in flight; 0: no limit but AWS's
 * @param groupRate messages of each message group by time
 * @param groupInFlightMax messages of each message group in flight; 0: no limit
 */
public record DeliveryLimits(Optional<Rate> rate, long inFlightMax, Optional<Rate> groupRate, long groupInFlightMax) {
    /** No limits. */
    public static final DeliveryLimits NONE = new DeliveryLimits(Optional.empty(), 0);

    /** Limits of the queue, none of its groups. */
    public DeliveryLimits(Optional<Rate> rate, long inFlightMax) {
        this(rate, inFlightMax, Optional.empty(), 0);
    }

    /** Whether groups have limits of their own. */
    public boolean holdsGroups() {
        return groupRate.isPresent() || groupInFlightMax > 0;
    }
}
