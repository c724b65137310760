package io.sluice.client;

import java.time.Duration;

/**
 * Hides a received message for 0 s to 12 h from now, in whole seconds; 0 shows it at once.
 *
 * @param reason what went wrong, up to 256 characters: traces, looks and dead letters tell it; empty for nothing
 */
public record VisibilityChange(String receipt, Duration visibility, String reason) {
    /** Without a reason. */
    public VisibilityChange(String receipt, Duration visibility) {
        this(receipt, visibility, "");
    }
}
