package io.sluice.client.bench;

/** The longest time between successive marks within a window; the window's ends count. Thread-safe. */
final class Gap {
    private final Window window;
    private long lastNanos;
    private long longestNanos;

    Gap(Window window) {
        this.window = window;
        this.lastNanos = window.fromNanos();
    }

    synchronized void mark(long nowNanos) {
        long atNanos = window.clamp(nowNanos);
        if (atNanos - lastNanos > 0) {
            longestNanos = Math.max(longestNanos, atNanos - lastNanos);
            lastNanos = atNanos;
        }
    }

    /** The longest gap so far, the one that is open included. */
    synchronized long longestNanos(long nowNanos) {
        return Math.max(longestNanos, window.clamp(nowNanos) - lastNanos);
    }

    /** The gap that is open. */
    synchronized long openNanos(long nowNanos) {
        return window.clamp(nowNanos) - lastNanos;
    }
}
