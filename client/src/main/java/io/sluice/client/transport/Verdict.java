package io.sluice.client.transport;

import io.grpc.Metadata;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/** What a client should believe after an attempt failed. */
enum Verdict {
    /** The cluster decided; tell the caller. */
    FINAL,
    /** The node is alive but cannot serve this now: try again, anywhere. */
    TRY_AGAIN,
    /** The node is alive and asks for less: try again later. */
    TRY_LATER,
    /** The node itself is in doubt: avoid it for a moment and try another. */
    TRY_ANOTHER;

    static Verdict of(Status status, Metadata trailers) {
        boolean nodeSpoke = trailers.containsKey(ErrorTrailer.KEY);
        return switch (status.getCode()) {
            case UNAVAILABLE -> nodeSpoke ? TRY_AGAIN : TRY_ANOTHER;
            case RESOURCE_EXHAUSTED -> "RequestThrottled".equals(trailers.get(ErrorTrailer.KEY)) ? TRY_LATER : FINAL;
            case DEADLINE_EXCEEDED -> nodeSpoke ? TRY_AGAIN : TRY_ANOTHER;
            // A stream that a dying node resets ends with one of these and without a code.
            case CANCELLED, INTERNAL, UNKNOWN -> nodeSpoke ? FINAL : TRY_ANOTHER;
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    DATA_LOSS,
                    UNAUTHENTICATED -> FINAL;
        };
    }

    /** The failure that a final status means. */
    static CallFailure.Rejected rejection(Status status, Metadata trailers) {
        @Nullable String code = trailers.get(ErrorTrailer.KEY);
        return new CallFailure.Rejected(code == null ? status.getCode().name() : code, text(status));
    }

    static String text(Status status) {
        @Nullable String description = status.getDescription();
        return description == null ? status.getCode().name() : description;
    }
}
