package io.sluice.node.edge.call;

import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
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
    private final Caller caller;
    private final Action action;
    private final Optional<String> origin;
    private volatile boolean cancelled;
    private volatile @Nullable CompletableFuture<?> awaited;
    private volatile @Nullable TabletId tablet;

    /**
     * A call of this caller.
     *
     * @param deadlineNanos when it gives up, on {@link System#nanoTime()}
     * @param action what it is for
     * @param origin see {@link #origin}
     */
    public ApiCall(long deadlineNanos, Caller caller, Action action, Optional<String> origin) {
        this.deadlineNanos = deadlineNanos;
        this.caller = caller;
        this.action = action;
        this.origin = origin;
    }

    /** Whose call it is. */
    public Caller caller() {
        return caller;
    }

    /** What it is for. */
    public Action action() {
        return action;
    }

    /** Whose queues bare names mean. */
    public String account() {
        return caller.account();
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
