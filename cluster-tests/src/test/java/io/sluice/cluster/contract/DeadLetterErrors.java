package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.RESOURCE_NOT_FOUND;

import java.util.List;
import java.util.stream.Stream;

/** Errors of dead-letter queues, and of moves out of them. */
final class DeadLetterErrors {
    private static final String START = "StartMessageMoveTask";
    private static final String LIST = "ListMessageMoveTasks";
    private static final String CANCEL = "CancelMessageMoveTask";
    private static final String SET = "SetQueueAttributes";

    private DeadLetterErrors() {}

    static List<Provocation> provocations() {
        return Stream.of(ofSources(), ofMoves()).flatMap(List::stream).toList();
    }

    private static List<Provocation> ofSources() {
        return List.of(
                Provocation.of(
                        SET,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','Attributes':{'RedrivePolicy':'<no-receives>'}}",
                        "Value <no-receives> for parameter RedrivePolicy is invalid. Reason: Invalid value for"
                                + " maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive."),
                Provocation.of(
                        SET,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','Attributes':{'RedrivePolicy':'<to-shut>'}}"),
                Provocation.of(
                        SET,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','Attributes':{'RedrivePolicy':'<to-fifo>'}}"),
                Provocation.of(
                        "CreateQueue",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueName':'refused-new','Attributes':{'RedrivePolicy':'<to-nowhere>'}}"),
                Provocation.of(
                        "ListDeadLetterSourceQueues",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-dead','MaxResults':1001}"),
                Provocation.of(
                        "ListDeadLetterSourceQueues",
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-dead','MaxResults':1,'NextToken':'garbage'}"));
    }

    private static List<Provocation> ofMoves() {
        return List.of(
                Provocation.of(START, MISSING_PARAMETER, "{'SourceArn':''}"),
                Provocation.of(START, RESOURCE_NOT_FOUND, "{'SourceArn':'" + Stage.ARN + "refused-nowhere'}"),
                Provocation.of(
                        START,
                        RESOURCE_NOT_FOUND,
                        "{'SourceArn':'" + Stage.ARN + "refused-dead','DestinationArn':'" + Stage.ARN
                                + "refused-nowhere'}"),
                Provocation.of(
                        START,
                        INVALID_PARAMETER_VALUE,
                        "{'SourceArn':'" + Stage.ARN + "refused-jobs'}",
                        "Source queue must be configured as a Dead Letter Queue."),
                Provocation.of(
                        START,
                        INVALID_PARAMETER_VALUE,
                        "{'SourceArn':'" + Stage.ARN + "refused-moving'}",
                        "There is already a task running. Only one active task is allowed for a source queue arn at a"
                                + " given time."),
                Provocation.of(
                        START,
                        INVALID_PARAMETER_VALUE,
                        "{'SourceArn':'" + Stage.ARN + "refused-dead','MaxNumberOfMessagesPerSecond':501}"),
                Provocation.of(START, INVALID_PARAMETER_VALUE, "{'SourceArn':'refused-dead'}"),
                Provocation.of(LIST, MISSING_PARAMETER, "{'SourceArn':''}"),
                Provocation.of(LIST, RESOURCE_NOT_FOUND, "{'SourceArn':'" + Stage.ARN + "refused-nowhere'}"),
                Provocation.of(
                        LIST, INVALID_PARAMETER_VALUE, "{'SourceArn':'" + Stage.ARN + "refused-dead','MaxResults':11}"),
                Provocation.of(CANCEL, MISSING_PARAMETER, "{'TaskHandle':''}"),
                Provocation.of(
                        CANCEL,
                        INVALID_PARAMETER_VALUE,
                        "{'TaskHandle':'garbage'}",
                        "Value for parameter TaskHandle is invalid."),
                Provocation.of(
                        CANCEL,
                        RESOURCE_NOT_FOUND,
                        "{'TaskHandle':'" + Stage.STRANGE_TASK + "'}",
                        "Task does not exist."));
    }
}
