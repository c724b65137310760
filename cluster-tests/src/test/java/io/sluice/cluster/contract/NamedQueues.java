package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_ADDRESS;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.QUEUE_DOES_NOT_EXIST;

import java.util.List;
import java.util.stream.Stream;

/** Queues that are not there, addresses that are none, and requests that name no queue: for all operations alike. */
final class NamedQueues {
    private static final String NOWHERE = "http://any.example/000000000000/refused-nowhere";
    private static final String WITHOUT_NAME = "http://any.example/";

    private NamedQueues() {}

    static List<Provocation> provocations() {
        Stream<Provocation> byUrl = Samples.operations().stream()
                .filter(Samples::takesUrl)
                .flatMap(operation -> Stream.of(
                        Provocation.of(
                                operation,
                                QUEUE_DOES_NOT_EXIST,
                                Samples.of(operation, NOWHERE),
                                "The specified queue does not exist."),
                        Provocation.of(operation, INVALID_ADDRESS, Samples.of(operation, WITHOUT_NAME)),
                        Provocation.of(
                                operation,
                                MISSING_PARAMETER,
                                Samples.of(operation, ""),
                                "The request must contain the parameter QueueUrl.")));
        Stream<Provocation> byName = Stream.of(
                Provocation.of(
                        "GetQueueUrl",
                        QUEUE_DOES_NOT_EXIST,
                        "{'QueueName':'refused-nowhere'}",
                        "The specified queue does not exist."),
                Provocation.of(
                        "GetQueueUrl",
                        QUEUE_DOES_NOT_EXIST,
                        "{'QueueName':'refused-jobs','QueueOwnerAWSAccountId':'999999999999'}",
                        "The specified queue does not exist."),
                Provocation.of("GetQueueUrl", MISSING_PARAMETER, "{'QueueName':''}"));
        return Stream.concat(byUrl, byName).toList();
    }
}
