package io.sluice.cluster.contract;

import io.grpc.Status;

/**
 * The table of SQS's errors (contract, SQS 1.3) without those that are {@link Unprovoked}, and the status of gRPC that
 * stands for each. All of them are the sender's fault.
 */
enum AwsError {
    QUEUE_DOES_NOT_EXIST("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", 400, Status.Code.NOT_FOUND),
    QUEUE_NAME_EXISTS("QueueNameExists", "QueueAlreadyExists", 400, Status.Code.ALREADY_EXISTS),
    QUEUE_DELETED_RECENTLY(
            "QueueDeletedRecently",
            "AWS.SimpleQueueService.QueueDeletedRecently",
            400,
            Status.Code.FAILED_PRECONDITION),
    PURGE_QUEUE_IN_PROGRESS(
            "PurgeQueueInProgress",
            "AWS.SimpleQueueService.PurgeQueueInProgress",
            403,
            Status.Code.FAILED_PRECONDITION),
    RECEIPT_HANDLE_IS_INVALID("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", 404, Status.Code.INVALID_ARGUMENT),
    MESSAGE_NOT_INFLIGHT(
            "MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight", 400, Status.Code.FAILED_PRECONDITION),
    OVER_LIMIT("OverLimit", "OverLimit", 403, Status.Code.FAILED_PRECONDITION),
    INVALID_ATTRIBUTE_NAME("InvalidAttributeName", "InvalidAttributeName", 400, Status.Code.INVALID_ARGUMENT),
    INVALID_ATTRIBUTE_VALUE("InvalidAttributeValue", "InvalidAttributeValue", 400, Status.Code.INVALID_ARGUMENT),
    INVALID_MESSAGE_CONTENTS("InvalidMessageContents", "InvalidMessageContents", 400, Status.Code.INVALID_ARGUMENT),
    BATCH_ENTRY_IDS_NOT_DISTINCT(
            "BatchEntryIdsNotDistinct",
            "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
            400,
            Status.Code.INVALID_ARGUMENT),
    BATCH_REQUEST_TOO_LONG(
            "BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", 400, Status.Code.INVALID_ARGUMENT),
    EMPTY_BATCH_REQUEST(
            "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest", 400, Status.Code.INVALID_ARGUMENT),
    INVALID_BATCH_ENTRY_ID(
            "InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId", 400, Status.Code.INVALID_ARGUMENT),
    TOO_MANY_ENTRIES_IN_BATCH_REQUEST(
            "TooManyEntriesInBatchRequest",
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
            400,
            Status.Code.INVALID_ARGUMENT),
    UNSUPPORTED_OPERATION(
            "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation", 400, Status.Code.UNIMPLEMENTED),
    RESOURCE_NOT_FOUND("ResourceNotFoundException", "ResourceNotFoundException", 404, Status.Code.NOT_FOUND),
    INVALID_ADDRESS("InvalidAddress", "InvalidAddress", 404, Status.Code.INVALID_ARGUMENT),
    /** Not in the model. */
    INVALID_PARAMETER_VALUE(
            "InvalidParameterValueException", "InvalidParameterValue", 400, Status.Code.INVALID_ARGUMENT),
    /** Not in the model. */
    MISSING_PARAMETER("MissingRequiredParameterException", "MissingParameter", 400, Status.Code.INVALID_ARGUMENT),
    /** Not in the model. */
    ACCESS_DENIED("AccessDeniedException", "AccessDenied", 403, Status.Code.PERMISSION_DENIED);

    private final String shape;
    private final String queryCode;
    private final int httpStatus;
    private final Status.Code grpcStatus;

    AwsError(String shape, String queryCode, int httpStatus, Status.Code grpcStatus) {
        this.shape = shape;
        this.queryCode = queryCode;
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
    }

    /** Its name where AWS's JSON is spoken. */
    String shape() {
        return shape;
    }

    /** Its name in the query protocol, and in failed entries of batches by whatever protocol. */
    String queryCode() {
        return queryCode;
    }

    /** Its name among the trailers of gRPC. */
    String grpcCode() {
        return isOfParameters() ? queryCode : shape;
    }

    int httpStatus() {
        return httpStatus;
    }

    Status.Code grpcStatus() {
        return grpcStatus;
    }

    /** Whether it comes from AWS's framework, so that the model of no operation names it. */
    boolean isOfTheFramework() {
        return this == ACCESS_DENIED || isOfParameters();
    }

    private boolean isOfParameters() {
        return this == INVALID_PARAMETER_VALUE || this == MISSING_PARAMETER;
    }
}
