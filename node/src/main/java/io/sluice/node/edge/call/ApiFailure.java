package io.sluice.node.edge.call;

import java.util.concurrent.CompletableFuture;

/** Carries an {@link ApiError} through a future. It has no stack trace, for it is an answer, not a fault. */
public final class ApiFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ApiError error;

    /** Carries this error. */
    public ApiFailure(ApiError error) {
        super(error.text(), null, false, false);
        this.error = error;
    }

    /** What to tell. */
    public ApiError error() {
        return error;
    }

    /** A future that has failed so. */
    public static <T> CompletableFuture<T> future(ApiError error) {
        return CompletableFuture.failedFuture(new ApiFailure(error));
    }
}
