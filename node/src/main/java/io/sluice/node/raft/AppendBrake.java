package io.sluice.node.raft;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Has the log of a replica wait for its rows. Ratis keeps each entry in the heap from its append until it is applied,
 * without a bound, and a node that was away is sent what it missed faster than it can apply it: some hundred megabytes
 * within seconds. It waits only for what is known to be committed, which is applied without any further append, so
 * nothing waits for itself. Thread-safe.
 */
final class AppendBrake {
    /** Committed entries that may be unapplied while further ones are made durable; some megabytes each at most. */
    static final long ENTRIES_MAX = 16;

    private long target;
    private @Nullable CompletableFuture<Void> held;

    /**
     * Done once the rows are near enough to what is committed. A call ends the wait of the one before.
     *
     * @param applied how far the rows are; asked under the lock, so that what is applied meanwhile is not missed
     */
    synchronized CompletableFuture<Void> near(long committed, LongSupplier applied) {
        release();
        target = committed - ENTRIES_MAX;
        if (applied.getAsLong() >= target) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> wait = new CompletableFuture<>();
        held = wait;
        return wait;
    }

    /** The rows have come as far as this entry. */
    synchronized void applied(long index) {
        if (held != null && index >= target) {
            release();
        }
    }

    /** Ends a wait: nothing will be applied any more. */
    synchronized void release() {
        CompletableFuture<Void> over = held;
        held = null;
        if (over != null) {
            over.complete(null);
        }
    }
}
