package io.sluice.node.edge.queue;

import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import org.jspecify.annotations.Nullable;

/** Every text about queues, in one place, because clients and suites compare them word by word. */
final class QueueErrors {
    private QueueErrors() {}

    /** The queue is not there. */
    static ApiError missingQueue() {
        return new ApiError(ErrorShape.QUEUE_DOES_NOT_EXIST, "The specified queue does not exist.");
    }

    /** A parameter is not there. */
    static ApiError missing(String parameter) {
        return new ApiError(ErrorShape.MISSING_PARAMETER, "The request must contain the parameter " + parameter + ".");
    }

    /** A parameter has a value it cannot have. */
    static ApiError value(Object value, String parameter, String reason) {
        return invalid("Value " + value + " for parameter " + parameter + " is invalid. Reason: " + reason);
    }

    /** Something else is wrong with the parameters. */
    static ApiError invalid(String text) {
        return new ApiError(ErrorShape.INVALID_PARAMETER_VALUE, text);
    }

    /** Not in this version, said so finally. */
    static ApiError unsupported(String text) {
        return new ApiError(ErrorShape.UNSUPPORTED_OPERATION, text);
    }

    /** Values in members that AWS has kept for later. */
    static ApiError listValues() {
        return unsupported("Message attribute list values in SendMessage operation are not supported.");
    }

    /** An ARN that is none of a queue. */
    static ApiError arnFormat(String parameter) {
        return invalid("You must use this format to specify the " + parameter
                + ": arn:<partition>:<service>:<region>:<account-id>:<resource-id>");
    }

    /** An ARN of a queue that is not there. */
    static ApiError missingArn(String parameter) {
        return new ApiError(
                ErrorShape.RESOURCE_NOT_FOUND,
                "The resource that you specified for the " + parameter + " parameter doesn't exist.");
    }

    /** A queue that no RedrivePolicy names. */
    static ApiError noDeadLetterQueue() {
        return invalid("Source queue must be configured as a Dead Letter Queue.");
    }

    /** A task handle that is none. */
    static ApiError taskHandle() {
        return invalid("Value for parameter TaskHandle is invalid.");
    }

    /** A move that is not running. */
    static ApiError missingTask() {
        return new ApiError(ErrorShape.RESOURCE_NOT_FOUND, "Task does not exist.");
    }

    /** No such attribute. */
    static ApiError unknownAttribute(String name) {
        return attributeName("Unknown Attribute " + name + ".");
    }

    /** An attribute that cannot be here. */
    static ApiError attributeName(String text) {
        return new ApiError(ErrorShape.INVALID_ATTRIBUTE_NAME, text);
    }

    /** An attribute with a value it cannot have. */
    static ApiError attributeValue(String name) {
        return new ApiError(ErrorShape.INVALID_ATTRIBUTE_VALUE, "Invalid value for the parameter " + name + ".");
    }

    /** A name that no queue can have. */
    static ApiError queueName() {
        return invalid("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }

    /** A FIFO queue's name that no FIFO queue can have. */
    static ApiError fifoName() {
        return invalid("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
                + " must end with .fifo suffix and be 1 to 80 in length");
    }

    /** An attribute that would make a queue one of the other kind. */
    static ApiError queueType() {
        return new ApiError(
                ErrorShape.INVALID_ATTRIBUTE_VALUE,
                "Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not supported.");
    }

    /** A throughput limit that goes with another scope of deduplication. */
    static ApiError throughputLimit() {
        return new ApiError(
                ErrorShape.INVALID_ATTRIBUTE_VALUE,
                "Invalid value for the parameter FifoThroughputLimit. Reason: perMessageGroupId is allowed only when"
                        + " DeduplicationScope is messageGroup.");
    }

    /** A parameter that queues of this type do not take. */
    static ApiError notForThisType(Object value, String parameter) {
        return value(value, parameter, "The request include parameter that is not valid for this queue type.");
    }

    /** A queue that has no message groups to care for. */
    static ApiError noGroups() {
        return unsupported("Message groups are those of FIFO queues, and this is a standard queue.");
    }

    /** A message without a deduplication id on a queue that makes none from bodies. */
    static ApiError deduplication() {
        return invalid("The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId"
                + " provided explicitly");
    }

    /** A batch with a message without a group. */
    static ApiError groupInBatch() {
        return invalid(missing("MessageGroupId").text());
    }

    /** A receipt whose lease is over. */
    static ApiError receiptExpired(String handle) {
        return value(handle, "ReceiptHandle", "The receipt handle has expired.");
    }

    /** A receipt that does not lease its message any more, in a session. */
    static ApiError leaseLost(String handle) {
        return value(handle, "ReceiptHandle", "The lease is lost; others may have received the message since.");
    }

    /** A session whose client gives no sign of life. */
    static ApiError silence(int seconds) {
        return new ApiError(
                ErrorShape.REQUEST_TIMEOUT,
                "The session has ended: its client has said nothing for " + seconds + " seconds.");
    }

    /** More tags than a queue may have. */
    static ApiError tooManyTags(ResourceName queue) {
        return invalid("Too many tags added for queue " + queue.name() + ".");
    }

    /** A key that no tag can have, or none where there must be some. */
    static ApiError tagKey() {
        return invalid("Tag keys must be between 1 and 128 characters in length.");
    }

    /** More of something in a policy that is set than there may be. */
    static ApiError policyOverLimit(int count, String what, int most) {
        return new ApiError(
                ErrorShape.OVER_LIMIT, count + " " + what + " the submitted policy, max allowed is " + most);
    }

    /** A policy that is set and has more bytes than one may. */
    static ApiError policyTooLong() {
        return new ApiError(ErrorShape.OVER_LIMIT, "Submitted policy is over max allowed size.");
    }

    /** More of something in a policy than there may be, by a permission that is added. */
    static ApiError overLimit(int count, String what, int most) {
        return new ApiError(
                ErrorShape.OVER_LIMIT, count + " " + what + " were found, maximum allowed is " + most + ".");
    }

    /** What a leader has against looking through its queues. */
    private static ApiError looking(Reply.Rejected rejected, ResourceName queue) {
        String leader = "The node that leads queue " + queue.name();
        return rejected.code() == RejectionCode.EXPRESSION_INVALID
                ? expression(leader + " does not understand it.")
                : new ApiError(
                        ErrorShape.BROWSE_BUSY,
                        leader + " already looks through queues for " + rejected.detail()
                                + " calls: try again in a second.");
    }

    /** An expression that makes no sense. */
    static ApiError expression(String reason) {
        return invalid("Value for parameter Expression is invalid. Reason: " + reason);
    }

    /** A URL that is none. */
    static ApiError address(String url) {
        return new ApiError(ErrorShape.INVALID_ADDRESS, "The address " + url + " is not valid for this endpoint.");
    }

    /** A receipt handle that is none of this queue. */
    static ApiError receiptHandle(String handle) {
        return new ApiError(
                ErrorShape.RECEIPT_HANDLE_IS_INVALID,
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
    }

    /** A message with characters that XML 1.0 does not allow. */
    static ApiError characters() {
        return new ApiError(ErrorShape.INVALID_MESSAGE_CONTENTS, illegalCharacters());
    }

    /** The same of another text than a body; null when it has no such character. */
    static @Nullable ApiError illegal(String text) {
        return MessageText.isLegal(text) ? null : invalid(illegalCharacters());
    }

    private static String illegalCharacters() {
        return "Invalid characters found. Valid unicode characters are"
                + " #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";
    }

    /** A message above its queue's limit, sent alone. */
    static ApiError tooLong(String limitBytes) {
        return invalid(
                "One or more parameters are invalid. Reason: Message must be shorter than " + limitBytes + " bytes.");
    }

    /** A message above its queue's limit, sent in a batch. */
    static ApiError entryTooLong(String limitBytes) {
        return invalid("One or more parameters cannot be validated. Reason: Message must be shorter than " + limitBytes
                + " bytes.");
    }

    /** A hiding that would last beyond 12 hours from the receive. */
    static ApiError hiddenTooLong(long seconds) {
        return value(
                seconds,
                "VisibilityTimeout",
                "Total VisibilityTimeout for the message is beyond the limit [43200 seconds]");
    }

    /** A receipt whose message is gone. */
    static ApiError messageGone(String handle) {
        return value(
                handle, "ReceiptHandle", "Message does not exist or is not available for visibility timeout change.");
    }

    /** AWS names the limit and no error for it; whoever is told so may try again later. */
    private static ApiError tooManyMoves(String limit) {
        return new ApiError(
                ErrorShape.REQUEST_THROTTLED,
                "At most " + limit + " message move tasks may be active in an account at a time.");
    }

    private static ApiError noDeadLetters(ResourceName queue) {
        return invalid("Queue " + queue.name() + " has no dead-letter queue: set RedrivePolicy first, or discard.");
    }

    /** What the catalog or a queue has said no to, where the operation has no words of its own. */
    static ApiError rejected(Reply.Rejected rejected, ResourceName queue) {
        String detail = rejected.detail();
        return switch (rejected.code()) {
            case RESOURCE_MISSING -> missingQueue();
            case ATTRIBUTES_DIFFER ->
                new ApiError(
                        ErrorShape.QUEUE_NAME_EXISTS,
                        "A queue already exists with the same name and a different value for attribute " + detail);
            case DELETED_RECENTLY ->
                new ApiError(
                        ErrorShape.QUEUE_DELETED_RECENTLY,
                        "You must wait 60 seconds after deleting a queue before you can create another with the same"
                                + " name.");
            case PURGE_IN_PROGRESS ->
                new ApiError(
                        ErrorShape.PURGE_QUEUE_IN_PROGRESS,
                        "Only one PurgeQueue operation on " + queue.name() + " is allowed every 60 seconds.");
            case IN_FLIGHT_LIMIT -> tooManyInFlight(detail, queue);
            case MESSAGE_TOO_LONG -> tooLong(detail);
            case MESSAGE_GONE -> messageGone(detail);
            case HIDDEN_TOO_LONG ->
                invalid("Value for parameter VisibilityTimeout is invalid. Reason: Total"
                        + " VisibilityTimeout for the message is beyond the limit [43200 seconds]");
            case ATTRIBUTE_INVALID -> attributeInvalid(detail);
            case MOVE_UNDER_WAY ->
                invalid("There is already a task running. Only one active task is allowed for a source queue arn at"
                        + " a given time.");
            case MOVE_MISSING -> missingTask();
            case NOT_FIFO -> noGroups();
            case TOO_MANY_MOVES -> tooManyMoves(detail);
            case NO_PRIORITIES -> noPriorities();
            case TOO_MANY_PARKED -> tooManyParked(detail, queue);
            case GROUP_MISSING ->
                new ApiError(
                        ErrorShape.RESOURCE_NOT_FOUND,
                        "Message group " + detail + " of queue " + queue.name()
                                + " has no message that is not delayed.");
            case NO_DEAD_LETTERS -> noDeadLetters(queue);
            case TOO_MANY -> new ApiError(ErrorShape.OVER_LIMIT, "The cluster has no room for more queues.");
            case TOO_MANY_TAGS -> tooManyTags(queue);
            case POLICY_CHANGED ->
                new ApiError(
                        ErrorShape.REQUEST_THROTTLED,
                        "Request is throttled: the policy of queue " + queue.name() + " is being changed by others.");
            // A replacement that differs is never told so, and one that does not has its own refusal.
            case POLICY_UNCHANGED -> invalid("The policy of queue " + queue.name() + " is so already.");
            case NOT_READY -> new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "No tablet is ready to take a queue yet.");
            case RECEIPT_EXPIRED -> receiptExpired(detail);
            case NOT_IN_FLIGHT ->
                new ApiError(ErrorShape.MESSAGE_NOT_INFLIGHT, "The specified message isn't in flight.");
            case GROUP_REQUIRED -> missing("MessageGroupId");
            case LEASE_LOST -> leaseLost(detail);
            case SCHEDULE_EXISTS, SCHEDULE_MISSING, SCHEDULES_FULL, SCHEDULED_TOO_FAR -> scheduling(rejected, queue);
            case DEDUPLICATION_REQUIRED -> deduplication();
            case BROWSE_BUSY, EXPRESSION_INVALID -> looking(rejected, queue);
            case KEY_REUSED, KEYS_FULL, LIFETIME_TOO_LONG -> SendErrors.rejected(rejected, queue);
            case ACCESS_KEY_MISSING, ACCESS_KEY_EXISTS -> throw new IllegalStateException("no queue has access keys");
        };
    }

    /** A short poll of a standard queue that has as many in flight as may be. */
    private static ApiError tooManyInFlight(String most, ResourceName queue) {
        return new ApiError(
                ErrorShape.OVER_LIMIT,
                "Too many messages of queue " + queue.name() + " are in flight: " + most + ", the most that its "
                        + Limits.IN_FLIGHT_ATTRIBUTE + " allows.");
    }

    /** Another group to park beside as many as may be. */
    private static ApiError tooManyParked(String most, ResourceName queue) {
        return new ApiError(
                ErrorShape.OVER_LIMIT,
                "Queue " + queue.name() + " has " + most + " parked message groups: resume some first.");
    }

    /** A priority for a queue that knows none. */
    static ApiError noPriorities() {
        return invalid("The request include parameter Priority which is not valid for this queue: it needs a standard"
                + " queue whose attribute MessagePriorities is true");
    }

    private static ApiError scheduling(Reply.Rejected rejected, ResourceName queue) {
        if (rejected.code() == RejectionCode.SCHEDULE_EXISTS) {
            return value(
                    rejected.detail(),
                    "ScheduleId",
                    "The queue has a schedule of this id: cancel or reschedule that one.");
        }
        if (rejected.code() == RejectionCode.SCHEDULE_MISSING) {
            return new ApiError(
                    ErrorShape.RESOURCE_NOT_FOUND,
                    "Queue " + queue.name() + " has no schedule " + rejected.detail()
                            + ": it has sent for the last time, was cancelled, or never was.");
        }
        return rejected.code() == RejectionCode.SCHEDULES_FULL
                ? new ApiError(
                        ErrorShape.OVER_LIMIT,
                        "Queue " + queue.name() + " has " + Limits.SCHEDULES_MAX
                                + " schedules, and no queue may have more: cancel some, or use another queue.")
                : invalid("A schedule may be at most 100 years ahead.");
    }

    /** What the edge lets pass because only the queue knows what it goes with. */
    private static ApiError attributeInvalid(String name) {
        if (name.equals(QueueAttribute.FIFO_THROUGHPUT_LIMIT.awsName())) {
            return throughputLimit();
        }
        return name.equals(QueueAttribute.FIFO_QUEUE.awsName()) ? queueType() : attributeValue(name);
    }
}
