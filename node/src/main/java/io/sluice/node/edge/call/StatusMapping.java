package io.sluice.node.edge.call;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The only place where errors become gRPC statuses: the text is the message, the shape is a trailer. */
public final class StatusMapping {
    /** Trailer with AWS's error shape, for example {@code QueueDoesNotExist}. */
    public static final Metadata.Key<String> ERROR_CODE =
            Metadata.Key.of("sluice-error-code", Metadata.ASCII_STRING_MARSHALLER);

    private StatusMapping() {}

    /** The status, with the text as its message. */
    public static Status status(ApiError error) {
        return code(error.shape()).toStatus().withDescription(error.text());
    }

    /** The trailers, with the shape. */
    public static Metadata trailers(ApiError error) {
        Metadata trailers = new Metadata();
        trailers.put(ERROR_CODE, error.shape().shapeName());
        return trailers;
    }

    /** Both, as an exception for stream observers. */
    public static StatusRuntimeException exception(ApiError error) {
        return status(error).asRuntimeException(trailers(error));
    }

    /** Whether the caller himself is refused, whatever else the call is. */
    public static boolean refusesCaller(ApiError error) {
        Status.Code code = code(error.shape());
        return code == Status.Code.PERMISSION_DENIED || code == Status.Code.UNAUTHENTICATED;
    }

    private static Status.Code code(ErrorShape shape) {
        return switch (shape) {
            case QUEUE_DOES_NOT_EXIST, RESOURCE_NOT_FOUND -> Status.Code.NOT_FOUND;
            case ACCESS_DENIED -> Status.Code.PERMISSION_DENIED;
            case MISSING_AUTHENTICATION_TOKEN,
                    UNRECOGNIZED_CLIENT,
                    INCOMPLETE_SIGNATURE,
                    INVALID_SIGNATURE,
                    REQUEST_EXPIRED -> Status.Code.UNAUTHENTICATED;
            case QUEUE_NAME_EXISTS -> Status.Code.ALREADY_EXISTS;
            case QUEUE_DELETED_RECENTLY, PURGE_QUEUE_IN_PROGRESS, MESSAGE_NOT_INFLIGHT, OVER_LIMIT ->
                Status.Code.FAILED_PRECONDITION;
            case UNSUPPORTED_OPERATION -> Status.Code.UNIMPLEMENTED;
            case RECEIPT_HANDLE_IS_INVALID,
                    INVALID_PARAMETER_VALUE,
                    MISSING_PARAMETER,
                    INVALID_ATTRIBUTE_NAME,
                    INVALID_ATTRIBUTE_VALUE,
                    INVALID_MESSAGE_CONTENTS,
                    INVALID_ADDRESS,
                    BATCH_ENTRY_IDS_NOT_DISTINCT,
                    BATCH_REQUEST_TOO_LONG,
                    EMPTY_BATCH_REQUEST,
                    INVALID_BATCH_ENTRY_ID,
                    IDEMPOTENT_PARAMETER_MISMATCH,
                    TOO_MANY_ENTRIES_IN_BATCH_REQUEST -> Status.Code.INVALID_ARGUMENT;
            case REQUEST_THROTTLED, BROWSE_BUSY -> Status.Code.RESOURCE_EXHAUSTED;
            case SERVICE_UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case REQUEST_TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
            case INTERNAL_FAILURE -> Status.Code.INTERNAL;
        };
    }
}
