package io.sluice.node.edge.call;

import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call of a user while it is under way: until when it waits, and what it waits for, so that the
 * work is dropped when the user has gone. Thread-safe.
 */
public final class ApiCall {
    private final long deadlineNanos;
    private final Optional<String> origin;
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<?> awaited;
    private volatile @Nullable TabletId tablet;

    /** A call that gives up at this time of {@link System#nanoTime()}. */
    public ApiCall(long deadlineNanos) {
        this(deadlineNanos, Optional.empty());
    }

    /** A call that gives up at this time of {@link System#nanoTime()}, and came to this origin. */
    public ApiCall(long deadlineNanos, Optional<String> origin) {
        this.deadlineNanos = deadlineNanos;
        this.origin = origin;
    }

    /** Scheme, host and port that the caller knows this node by, without a slash at the end; if the wire tells. */
    public Optional<String> origin() {
        return origin;
    }

    /** When the caller gives up, on {@link System#nanoTime()}. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** Notes which tablet the call is for. */
    public void concerns(TabletId of) {
        tablet = of;
    }

    /** Which tablet the call is for, once that is known. */
    public Optional<TabletId> tablet() {
        return Optional.ofNullable(tablet);
    }

    /** Notes what the call waits for now; when the call is cancelled, so is this. */
    public <T> CompletableFuture<T> await(CompletableFuture<T> step) {
        if (!step.isDone()) {
            awaited = step;
            // Whoever cancelled between the two lines has seen either the step or the flag.
            if (cancelled) {
                step.cancel(false);
            }
        }
        return step;
    }

    /** Drops the work: nobody waits for the answer. */
    public void cancel() {
        cancelled = true;
        CompletableFuture<?> step = awaited;
        if (step != null) {
            step.cancel(false);
        }
    }
}
