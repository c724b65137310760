package io.sluice.client;

import java.time.Duration;

/** Hides a received message for 0 s to 12 h from now, in whole seconds; 0 shows it at once. */
public record VisibilityChange(String receipt, Duration visibility) {}
