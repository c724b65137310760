package io.sluice.node.command;

import java.util.Optional;

/**
 * What a queue gives at most.
 *
 * @param rate messages by time
 * @param inFlightMax messages in flight; 0: no limit but AWS's
 */
public record DeliveryLimits(Optional<Rate> rate, long inFlightMax) {
    /** No limits. */
    public static final DeliveryLimits NONE = new DeliveryLimits(Optional.empty(), 0);
}
