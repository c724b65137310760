package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.INVALID_MESSAGE_CONTENTS;
import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.OVER_LIMIT;
import static io.sluice.cluster.contract.AwsError.RECEIPT_HANDLE_IS_INVALID;
import static io.sluice.cluster.contract.AwsError.UNSUPPORTED_OPERATION;

import java.util.List;
import java.util.stream.Stream;

/** Errors of messages of standard queues, one at a time. */
final class MessageErrors {
    private static final String SEND = "SendMessage";
    private static final String RECEIVE = "ReceiveMessage";
    private static final String DELETE = "DeleteMessage";
    private static final String HIDE = "ChangeMessageVisibility";

    private MessageErrors() {}

    static List<Provocation> provocations() {
        return Stream.of(ofSends(), ofReceives(), ofReceipts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Provocation> ofSends() {
        return List.of(
                Provocation.of(
                        SEND,
                        MISSING_PARAMETER,
                        "{'QueueUrl':'refused-jobs','MessageBody':''}",
                        "The request must contain the parameter MessageBody."),
                Provocation.of(SEND, INVALID_MESSAGE_CONTENTS, "{'QueueUrl':'refused-jobs','MessageBody':'\\u0001'}"),
                Provocation.of(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-small','MessageBody':'<x1025>'}",
                        "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes."),
                Provocation.of(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','MessageBody':'<x1048577>'}",
                        "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."),
                Provocation.of(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','MessageBody':'b','MessageAttributes':{'X':{'DataType':'String',"
                                + "'StringValue':''}}}",
                        "Message (user) attribute 'X' must contain a non-empty value of type 'String'."),
                Provocation.of(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','MessageBody':'b','MessageGroupId':'a b'}",
                        "Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include"
                                + " alphanumeric and punctuation characters. 1 to 128 in length."),
                Provocation.of(
                        SEND,
                        UNSUPPORTED_OPERATION,
                        "{'QueueUrl':'refused-jobs','MessageBody':'b','MessageAttributes':{'X':{'DataType':'String',"
                                + "'StringListValues':['v']}}}"));
    }

    private static List<Provocation> ofReceives() {
        return List.of(
                Provocation.of(
                        RECEIVE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','MaxNumberOfMessages':11}",
                        "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if"
                                + " provided."),
                Provocation.of(
                        RECEIVE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','WaitTimeSeconds':21}",
                        "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if"
                                + " provided."),
                Provocation.of(RECEIVE, OVER_LIMIT, "{'QueueUrl':'refused-full','WaitTimeSeconds':0}"));
    }

    private static List<Provocation> ofReceipts() {
        return List.of(
                Provocation.of(
                        DELETE,
                        RECEIPT_HANDLE_IS_INVALID,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'garbage'}",
                        "The input receipt handle \"garbage\" is not a valid receipt handle."),
                Provocation.of(
                        DELETE,
                        RECEIPT_HANDLE_IS_INVALID,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'<foreign>'}",
                        "The input receipt handle \"<foreign>\" is not a valid receipt handle."),
                Provocation.of(DELETE, MISSING_PARAMETER, "{'QueueUrl':'refused-jobs','ReceiptHandle':''}"),
                Provocation.of(
                        HIDE,
                        RECEIPT_HANDLE_IS_INVALID,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'garbage','VisibilityTimeout':5}",
                        "The input receipt handle \"garbage\" is not a valid receipt handle."),
                Provocation.of(
                        HIDE,
                        RECEIPT_HANDLE_IS_INVALID,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'<foreign>','VisibilityTimeout':5}"),
                Provocation.of(
                        HIDE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'<deleted>','VisibilityTimeout':5}",
                        "…Reason: Message does not exist or is not available for visibility timeout change."),
                Provocation.of(
                        HIDE,
                        INVALID_PARAMETER_VALUE,
                        "{'QueueUrl':'refused-jobs','ReceiptHandle':'<receipt>','VisibilityTimeout':43201}"),
                Provocation.of(HIDE, MISSING_PARAMETER, "{'QueueUrl':'refused-jobs','ReceiptHandle':'<receipt>'}"));
    }
}
