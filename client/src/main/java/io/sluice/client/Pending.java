package io.sluice.client;

import io.sluice.client.transport.CallFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call under way, to be awaited or to be followed.
 *
 * @param raw completes on a thread of the transport
 * @param read turns the answer into what the caller sees; cheap and without blocking
 */
record Pending<R, T>(CompletableFuture<R> raw, Function<R, T> read) {

    /** Waits; the transport's deadline bounds the wait. */
    T await() {
        try {
            return read.apply(raw.get());
        } catch (InterruptedException e) {
            raw.cancel(true);
            Thread.currentThread().interrupt();
            throw new SluiceException.Closed("the calling thread was interrupted");
        } catch (ExecutionException e) {
            throw translate(e.getCause());
        }
    }

    /** Completes on {@code executor}; cancelling it gives the call up. */
    CompletableFuture<T> future(Executor executor) {
        CompletableFuture<T> future = new CompletableFuture<>();
        CompletableFuture<R> unusedRaw = raw.whenComplete((answer, failure) -> executor.execute(() -> {
            if (failure != null) {
                future.completeExceptionally(translate(failure));
                return;
            }
            try {
                future.complete(read.apply(answer));
            } catch (RuntimeException e) {
                // An answer that cannot be read must still end the wait.
                future.completeExceptionally(e);
            }
        }));
        CompletableFuture<T> unusedFuture = future.whenComplete((answer, failure) -> {
            if (future.isCancelled()) {
                raw.cancel(true);
            }
        });
        return future;
    }

    static RuntimeException translate(@Nullable Throwable failure) {
        if (failure instanceof CallFailure call) {
            return translate(call);
        }
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return translate(wrapped.getCause());
        }
        if (failure instanceof RuntimeException ours) {
            return ours;
        }
        return new IllegalStateException("a call failed in an unforeseen way", failure);
    }

    static SluiceException translate(CallFailure failure) {
        if (failure instanceof CallFailure.Rejected rejected) {
            return new SluiceException.Rejected(rejected.code(), text(rejected));
        }
        if (failure instanceof CallFailure.TimedOut timedOut) {
            return new SluiceException.TimedOut(text(timedOut));
        }
        if (failure instanceof CallFailure.Closed closed) {
            return new SluiceException.Closed(text(closed));
        }
        return new SluiceException.Unavailable(text(failure));
    }

    private static String text(CallFailure failure) {
        @Nullable String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
