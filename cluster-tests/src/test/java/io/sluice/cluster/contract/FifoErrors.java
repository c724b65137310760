package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_ATTRIBUTE_VALUE;
import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MESSAGE_NOT_INFLIGHT;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;

import java.util.List;
import java.util.stream.Stream;

/** Errors that only FIFO queues make. */
final class FifoErrors {
    private static final String DEDUPLICATION_TEXT = "The queue should either have ContentBasedDeduplication enabled or"
            + " MessageDeduplicationId provided explicitly";
    private static final String EXPIRED_TEXT =
            "Value <expired> for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.";

    private FifoErrors() {}

    static List<Provocation> provocations() {
        return Stream.of(ofSends(), ofReceipts(), ofAttributes())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Provocation> ofSends() {
        return List.of(
                Provocation.of(
                        "SendMessage",
                        MISSING_PARAMETER,
                        "{'QueueUrl':'refused-jobs.fifo','MessageBody':'b','MessageDeduplicationId':'new'}",
                        "The request must contain the parameter MessageGroupId."),
                Provocation.of(
                        "SendMessage",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','MessageBody':'b','MessageGroupId':'g'}",
                        DEDUPLICATION_TEXT),
                Provocation.of(
                        "SendMessage",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','MessageBody':'b','MessageGroupId':'<x129>',"
                                + "'MessageDeduplicationId':'new'}",
                        "Value <x129> for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include"
                                + " alphanumeric and punctuation characters. 1 to 128 in length."),
                Provocation.of(
                        "SendMessage",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','MessageBody':'b','MessageGroupId':'g',"
                                + "'MessageDeduplicationId':'new','DelaySeconds':2}",
                        "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is"
                                + " not valid for this queue type."),
                Provocation.of(
                        "SendMessageBatch",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','Entries':[{'Id':'e','MessageBody':'b',"
                                + "'MessageDeduplicationId':'new'}]}",
                        "The request must contain the parameter MessageGroupId."),
                Provocation.of(
                        "SendMessageBatch",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','Entries':[{'Id':'e','MessageBody':'b','MessageGroupId':'g'},"
                                + "{'Id':'f','MessageBody':'b','MessageGroupId':'g','MessageDeduplicationId':'new'}]}",
                        DEDUPLICATION_TEXT));
    }

    private static List<Provocation> ofReceipts() {
        return List.of(
                Provocation.of(
                        "DeleteMessage",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','ReceiptHandle':'<expired>'}",
                        EXPIRED_TEXT),
                Provocation.ofEntry(
                        "DeleteMessageBatch",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','Entries':[{'Id':'e','ReceiptHandle':'<expired>'}]}",
                        EXPIRED_TEXT),
                Provocation.of(
                        "ChangeMessageVisibility",
                        MESSAGE_NOT_INFLIGHT,
                        "{'QueueUrl':'refused-jobs.fifo','ReceiptHandle':'<expired>','VisibilityTimeout':5}"),
                Provocation.ofEntry(
                        "ChangeMessageVisibilityBatch",
                        MESSAGE_NOT_INFLIGHT,
                        "{'QueueUrl':'refused-jobs.fifo','Entries':[{'Id':'e','ReceiptHandle':'<expired>',"
                                + "'VisibilityTimeout':5}]}"));
    }

    private static List<Provocation> ofAttributes() {
        return List.of(
                Provocation.of(
                        "ReceiveMessage",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','ReceiveRequestAttemptId':'<x129>'}"),
                Provocation.of(
                        "CreateQueue",
                        INVALID_ATTRIBUTE_VALUE,
                        "{'QueueName':'refused-new.fifo','Attributes':{'FifoQueue':'true','FifoThroughputLimit':"
                                + "'perMessageGroupId','DeduplicationScope':'queue'}}"),
                Provocation.of(
                        "SetQueueAttributes",
                        INVALID_ATTRIBUTE_VALUE,
                        "{'QueueUrl':'refused-jobs.fifo','Attributes':{'FifoQueue':'false'}}",
                        "…Modifying queue type is not supported."));
    }
}
