package io.sluice.cluster.contract;

import java.util.List;
import java.util.stream.Stream;

/**
 * Errors of operations that no test can bring about, and why.
 *
 * @param error by its shape
 * @param operations the operations that it is so for; none for all that it is not provoked for
 */
record Unprovoked(String error, List<String> operations, String reason) {
    Unprovoked {
        operations = List.copyOf(operations);
    }

    /** Whether this is said of an error of an operation. */
    static boolean isTold(String operation, String error) {
        return all().stream().anyMatch(one -> one.covers(operation, error));
    }

    /** Everything that is said here. */
    static List<Unprovoked> all() {
        return Stream.concat(
                        Stream.of(
                                        "KmsAccessDenied",
                                        "KmsDisabled",
                                        "KmsInvalidKeyUsage",
                                        "KmsInvalidState",
                                        "KmsNotFound",
                                        "KmsOptInRequired",
                                        "KmsThrottled")
                                .map(error ->
                                        everywhere(error, "the names of keys are kept and told; KMS is not called")),
                        others())
                .toList();
    }

    private static Stream<Unprovoked> others() {
        return Stream.of(
                everywhere(
                        "InvalidSecurity",
                        "AWS itself tells it no more: what is not signed, or wrongly, gets errors that all its services"
                                + " have, before any operation is chosen (ADR 0075)"),
                everywhere("AccessDeniedException", "told to whom a key is asked for: see DeniedCallsTest"),
                everywhere("InvalidIdFormat", "AWS itself tells it no more: such a handle is ReceiptHandleIsInvalid"),
                everywhere(
                        "RequestThrottled",
                        "told while as many commands wait for a tablet as raft.waitingBytesMax allows, 4 MB at least,"
                                + " which lasts for milliseconds; and where 100 moves run, which takes too long"),
                new Unprovoked(
                        "UnsupportedOperation",
                        List.of(
                                "AddPermission",
                                "CancelMessageMoveTask",
                                "ChangeMessageVisibility",
                                "ChangeMessageVisibilityBatch",
                                "CreateQueue",
                                "DeleteMessage",
                                "DeleteMessageBatch",
                                "DeleteQueue",
                                "GetQueueAttributes",
                                "GetQueueUrl",
                                "ListDeadLetterSourceQueues",
                                "ListMessageMoveTasks",
                                "ListQueueTags",
                                "ListQueues",
                                "PurgeQueue",
                                "ReceiveMessage",
                                "RemovePermission",
                                "SetQueueAttributes",
                                "StartMessageMoveTask",
                                "TagQueue",
                                "UntagQueue"),
                        "all that they take is supported, by every queue"),
                new Unprovoked(
                        "InvalidAddress",
                        List.of(
                                "CancelMessageMoveTask",
                                "CreateQueue",
                                "GetQueueUrl",
                                "ListMessageMoveTasks",
                                "ListQueues",
                                "StartMessageMoveTask"),
                        "they take no address"),
                new Unprovoked(
                        "InvalidParameterValueException",
                        List.of("DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListQueueTags", "PurgeQueue"),
                        "they take a queue and names alone, and have other errors for these"),
                new Unprovoked("MissingRequiredParameterException", List.of("ListQueues"), "it needs no parameter"));
    }

    private static Unprovoked everywhere(String error, String reason) {
        return new Unprovoked(error, List.of(), reason);
    }

    private boolean covers(String operation, String error) {
        return this.error.equals(error) && (operations.isEmpty() || operations.contains(operation));
    }
}
