package io.sluice.client.transport;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Exponential backoff with full jitter: the n-th pause is uniform up to {@code min * 2^(n-1)}, never
 * above the maximum.
 */
final class Backoff {
    private static final int DOUBLINGS_MAX = 20;

    private final long minNanos;
    private final long maxNanos;

    Backoff(TransportConfig config) {
        this.minNanos = config.backoffMin().toNanos();
        this.maxNanos = config.backoffMax().toNanos();
    }

    /** The pause after the given number of failed attempts, in nanoseconds, at least 1. */
    long pauseNanos(int failedAttempts) {
        return 1 + ThreadLocalRandom.current().nextLong(boundNanos(failedAttempts));
    }

    /** The longest pause possible after the given number of failed attempts. */
    long boundNanos(int failedAttempts) {
        int doublings = Math.min(DOUBLINGS_MAX, Math.max(0, failedAttempts - 1));
        return Math.min(maxNanos, minNanos << doublings);
    }
}
