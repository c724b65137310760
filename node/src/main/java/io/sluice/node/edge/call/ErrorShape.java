package io.sluice.node.edge.call;

/**
 * What can be told to be wrong, by AWS's names (service model {@code sqs-2012-11-05}). A shape has
 * two names: that of the model, and the code of the older query protocol, which batch entries carry.
 */
public enum ErrorShape {
    /** The queue is not there. */
    QUEUE_DOES_NOT_EXIST("QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", true),
    /** A queue of that name has other attributes. */
    QUEUE_NAME_EXISTS("QueueNameExists", "QueueAlreadyExists", true),
    /** The name is blocked after a deletion. */
    QUEUE_DELETED_RECENTLY("QueueDeletedRecently", "AWS.SimpleQueueService.QueueDeletedRecently", true),
    /** The last purge was just now. */
    PURGE_QUEUE_IN_PROGRESS("PurgeQueueInProgress", "AWS.SimpleQueueService.PurgeQueueInProgress", true),
    /** The receipt handle is not one of this queue. */
    RECEIPT_HANDLE_IS_INVALID("ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", true),
    /** Nobody has the message. */
    MESSAGE_NOT_INFLIGHT("MessageNotInflight", "AWS.SimpleQueueService.MessageNotInflight", true),
    /** A limit is reached. */
    OVER_LIMIT("OverLimit", "OverLimit", true),
    /** A parameter has a value it cannot have. */
    INVALID_PARAMETER_VALUE("InvalidParameterValue", "InvalidParameterValue", true),
    /** A parameter is not there. */
    MISSING_PARAMETER("MissingParameter", "MissingParameter", true),
    /** No such attribute, or not in this company. */
    INVALID_ATTRIBUTE_NAME("InvalidAttributeName", "InvalidAttributeName", true),
    /** An attribute has a value it cannot have. */
    INVALID_ATTRIBUTE_VALUE("InvalidAttributeValue", "InvalidAttributeValue", true),
    /** A message has characters it cannot have. */
    INVALID_MESSAGE_CONTENTS("InvalidMessageContents", "InvalidMessageContents", true),
    /** The queue URL is none. */
    INVALID_ADDRESS("InvalidAddress", "InvalidAddress", true),
    /** Two entries of a batch have the same id. */
    BATCH_ENTRY_IDS_NOT_DISTINCT("BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct", true),
    /** A batch has too many bytes. */
    BATCH_REQUEST_TOO_LONG("BatchRequestTooLong", "AWS.SimpleQueueService.BatchRequestTooLong", true),
    /** A batch has no entries. */
    EMPTY_BATCH_REQUEST("EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest", true),
    /** The id of an entry has characters it cannot have. */
    INVALID_BATCH_ENTRY_ID("InvalidBatchEntryId", "AWS.SimpleQueueService.InvalidBatchEntryId", true),
    /** A batch has too many entries. */
    TOO_MANY_ENTRIES_IN_BATCH_REQUEST(
            "TooManyEntriesInBatchRequest", "AWS.SimpleQueueService.TooManyEntriesInBatchRequest", true),
    /** Not in this version. */
    UNSUPPORTED_OPERATION("UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation", true),
    /** A node, a tablet or another thing that is named is not there. */
    RESOURCE_NOT_FOUND("ResourceNotFoundException", "ResourceNotFoundException", true),
    /** The caller may not do this. Not in the model. */
    ACCESS_DENIED("AccessDeniedException", "AccessDenied", true),
    /** The caller brings nothing that proves who he is. Not in the model. */
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException", "MissingAuthenticationToken", true),
    /** What the caller brings proves nobody. Not in the model. */
    UNRECOGNIZED_CLIENT("UnrecognizedClientException", "InvalidClientTokenId", true),
    /** An idempotency key was used with another content. Not an error of SQS; so named by other services of AWS. */
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatch", "IdempotentParameterMismatch", true),
    /** What is said of a signature lacks something. Not in the model. */
    INCOMPLETE_SIGNATURE("IncompleteSignatureException", "IncompleteSignature", true),
    /** The signature is not the one that it should be. Not in the model. */
    INVALID_SIGNATURE("InvalidSignatureException", "SignatureDoesNotMatch", true),
    /** A presigned request whose time is over. Not in the model. */
    REQUEST_EXPIRED("RequestExpired", "RequestExpired", true),
    /** As many looks through queues are under way as there may be. Not an error of AWS. */
    BROWSE_BUSY("BrowseBusy", "BrowseBusy", false),
    /** Too much is waiting; nothing was done; the same call may be sent again. */
    REQUEST_THROTTLED("RequestThrottled", "RequestThrottled", false),
    /** The cluster could not answer; the same call may be sent again. */
    SERVICE_UNAVAILABLE("ServiceUnavailable", "ServiceUnavailable", false),
    /** Time ran out. */
    REQUEST_TIMEOUT("RequestTimeout", "RequestTimeout", false),
    /** A fault of ours. */
    INTERNAL_FAILURE("InternalFailure", "InternalFailure", false);

    private final String shapeName;
    private final String queryCode;
    private final boolean senderFault;

    ErrorShape(String shapeName, String queryCode, boolean senderFault) {
        this.shapeName = shapeName;
        this.queryCode = queryCode;
        this.senderFault = senderFault;
    }

    /** Name in the service model: what the trailer {@code sluice-error-code} carries. */
    public String shapeName() {
        return shapeName;
    }

    /** Code of the query protocol: what failed entries of a batch carry. */
    public String queryCode() {
        return queryCode;
    }

    /** True when the caller is at fault. */
    public boolean senderFault() {
        return senderFault;
    }
}
