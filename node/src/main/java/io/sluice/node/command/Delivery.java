package io.sluice.node.command;

/**
 * How a queue gives its messages.
 *
 * @param pausedMillis log time since which it is paused; 0 when it is not
 * @param paidMicros log time in microseconds up to which the rate is used up: each message pays for one interval
 */
public record Delivery(long pausedMillis, DeliveryLimits limits, long paidMicros) {
    /** As AWS has it. */
    public static final Delivery FREE = new Delivery(0, DeliveryLimits.NONE, 0);

    /** Whether nothing was ever said about it, or all was taken back. */
    public boolean isFree() {
        return pausedMillis == 0 && limits.inFlightMax() == 0 && limits.rate().isEmpty();
    }
}
