package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_ATTRIBUTE_NAME;
import static io.sluice.cluster.contract.AwsError.INVALID_ATTRIBUTE_VALUE;
import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.PURGE_QUEUE_IN_PROGRESS;
import static io.sluice.cluster.contract.AwsError.QUEUE_DELETED_RECENTLY;
import static io.sluice.cluster.contract.AwsError.QUEUE_NAME_EXISTS;

import java.util.List;
import java.util.stream.Stream;

/** Errors of making, changing, listing and emptying queues. */
final class QueueErrors {
    private static final String CREATE = "CreateQueue";
    private static final String SET = "SetQueueAttributes";

    private QueueErrors() {}

    static List<Provocation> provocations() {
        return Stream.of(ofNames(), ofNewQueues(), ofQueues())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Provocation> ofNames() {
        return List.of(
                Provocation.of(
                        CREATE,
                        QUEUE_NAME_EXISTS,
                        "{'QueueName':'refused-jobs','Attributes':{'VisibilityTimeout':'31'}}",
                        "A queue already exists with the same name and a different value for attribute"
                                + " VisibilityTimeout"),
                Provocation.of(CREATE, QUEUE_DELETED_RECENTLY, "{'QueueName':'refused-deleted'}"),
                Provocation.of(CREATE, MISSING_PARAMETER, "{'QueueName':''}"),
                Provocation.of(
                        CREATE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueName':'refused.new'}",
                        "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length"),
                Provocation.of(CREATE, INVALID_PARAMETER_VALUE, "{'QueueName':'refused-new.fifo'}"),
                Provocation.of(
                        CREATE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueName':'refused-new','Attributes':{'FifoQueue':'true'}}",
                        "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores,"
                                + " must end with .fifo suffix and be 1 to 80 in length"));
    }

    private static List<Provocation> ofNewQueues() {
        return List.of(
                Provocation.of(
                        CREATE,
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueName':'refused-new','Attributes':{'Foobar':'1'}}",
                        "Unknown Attribute Foobar."),
                Provocation.of(
                        CREATE,
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueName':'refused-new','Attributes':{'FifoQueue':'false'}}",
                        "Unknown Attribute FifoQueue."),
                Provocation.of(
                        CREATE,
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueName':'refused-new','Attributes':{'DeduplicationScope':'queue'}}",
                        "You can specify the DeduplicationScope only when FifoQueue is set to true."),
                Provocation.of(
                        CREATE,
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueName':'refused-new','Attributes':{'KmsMasterKeyId':'k','SqsManagedSseEnabled':'true'}}",
                        "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS"
                                + " SSE or SQS SSE."),
                Provocation.of(
                        CREATE,
                        INVALID_ATTRIBUTE_VALUE,
                        "{'QueueName':'refused-new','Attributes':{'DelaySeconds':'901'}}"));
    }

    private static List<Provocation> ofQueues() {
        return List.of(
                Provocation.of(
                        SET,
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueUrl':'refused-jobs','Attributes':{'ContentBasedDeduplication':'true'}}",
                        "Unknown Attribute ContentBasedDeduplication."),
                Provocation.of(
                        SET, INVALID_ATTRIBUTE_NAME, "{'QueueUrl':'refused-jobs','Attributes':{'FifoQueue':'true'}}"),
                Provocation.of(
                        SET,
                        INVALID_ATTRIBUTE_VALUE,
                        "{'QueueUrl':'refused-jobs','Attributes':{'MessageRetentionPeriod':'59'}}"),
                Provocation.of(SET, MISSING_PARAMETER, "{'QueueUrl':'refused-jobs','Attributes':{}}"),
                Provocation.of(
                        "GetQueueAttributes",
                        INVALID_ATTRIBUTE_NAME,
                        "{'QueueUrl':'refused-jobs','AttributeNames':['Foobar']}",
                        "Unknown Attribute Foobar."),
                Provocation.of("ListQueues", INVALID_PARAMETER_VALUE, "{'MaxResults':1001}"),
                Provocation.of(
                        "PurgeQueue",
                        PURGE_QUEUE_IN_PROGRESS,
                        "{'QueueUrl':'refused-purged'}",
                        "Only one PurgeQueue operation on refused-purged is allowed every 60 seconds."));
    }
}
