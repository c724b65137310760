package io.sluice.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a queue gives its messages.
 *
 * @param pausedSince null when it is not paused
 * @param withheld what would hold back a receive now: {@code paused}, {@code rate}, {@code in-flight} or
 *     {@code groups}; empty: nothing
 * @param next when a limit by time lets the next message go; null when none holds it back
 */
public record DeliveryInfo(
        @Nullable Instant pausedSince,
        DeliveryLimits limits,
        String withheld,
        @Nullable Instant next) {
    /** Whether receives get nothing until the queue is resumed. */
    public boolean paused() {
        return pausedSince != null;
    }
}
