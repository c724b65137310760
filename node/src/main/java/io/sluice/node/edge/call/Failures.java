package io.sluice.node.edge.call;

import io.sluice.node.raft.ProposeFailure;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a failed future means for its caller. */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The failure itself, without the wrapping that futures put around it. */
    public static Throwable cause(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }

    /** What to tell the caller. A fault of ours is logged, and the caller learns nothing of it. */
    public static ApiError error(Throwable thrown) {
        Throwable cause = cause(thrown);
        if (cause instanceof ApiFailure failure) {
            return failure.error();
        }
        if (cause instanceof ProposeFailure failure) {
            return error(failure);
        }
        if (cause instanceof CancellationException) {
            return new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "The call was cancelled.");
        }
        LOG.error("a call met a fault of the program", cause);
        return new ApiError(
                ErrorShape.INTERNAL_FAILURE, "The request processing has failed because of an unknown error.");
    }

    private static ApiError error(ProposeFailure failure) {
        return switch (failure.kind()) {
            case OVERLOADED ->
                new ApiError(ErrorShape.REQUEST_THROTTLED, "Request is throttled: " + failure.getMessage());
            case NOT_LEADER, UNKNOWN ->
                new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "Service is unavailable: " + failure.getMessage());
            case TIMED_OUT -> new ApiError(ErrorShape.REQUEST_TIMEOUT, "Request timed out: " + failure.getMessage());
        };
    }
}
