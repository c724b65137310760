package io.sluice.cluster.contract;

import static io.sluice.cluster.contract.AwsError.BATCH_ENTRY_IDS_NOT_DISTINCT;
import static io.sluice.cluster.contract.AwsError.BATCH_REQUEST_TOO_LONG;
import static io.sluice.cluster.contract.AwsError.EMPTY_BATCH_REQUEST;
import static io.sluice.cluster.contract.AwsError.INVALID_BATCH_ENTRY_ID;
import static io.sluice.cluster.contract.AwsError.INVALID_MESSAGE_CONTENTS;
import static io.sluice.cluster.contract.AwsError.INVALID_PARAMETER_VALUE;
import static io.sluice.cluster.contract.AwsError.MISSING_PARAMETER;
import static io.sluice.cluster.contract.AwsError.RECEIPT_HANDLE_IS_INVALID;
import static io.sluice.cluster.contract.AwsError.TOO_MANY_ENTRIES_IN_BATCH_REQUEST;
import static io.sluice.cluster.contract.AwsError.UNSUPPORTED_OPERATION;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Errors of batches as a whole, and of single entries. */
final class BatchErrors {
    private static final String SEND = "SendMessageBatch";
    private static final String DELETE = "DeleteMessageBatch";
    private static final String HIDE = "ChangeMessageVisibilityBatch";

    private static final String BODY = "'MessageBody':'b'";
    private static final String GARBAGE = "'ReceiptHandle':'garbage'";
    private static final String GARBAGE_TEXT = "The input receipt handle \"garbage\" is not a valid receipt handle.";

    private BatchErrors() {}

    static List<Provocation> provocations() {
        return Stream.of(
                        ofBatches(SEND, BODY),
                        ofBatches(DELETE, GARBAGE),
                        ofBatches(HIDE, GARBAGE + ",'VisibilityTimeout':5"),
                        ofSends(),
                        ofReceipts())
                .flatMap(List::stream)
                .toList();
    }

    /** What all batches have in common; the rest is what else an entry has. */
    private static List<Provocation> ofBatches(String operation, String rest) {
        String[] many = IntStream.range(0, 11).mapToObj(i -> "e" + i).toArray(String[]::new);
        return List.of(
                Provocation.of(
                        operation,
                        EMPTY_BATCH_REQUEST,
                        entries(rest),
                        "There should be at least one " + operation + "RequestEntry in the request."),
                Provocation.of(
                        operation,
                        TOO_MANY_ENTRIES_IN_BATCH_REQUEST,
                        entries(rest, many),
                        "Maximum number of entries per request are 10. You have sent 11."),
                Provocation.of(
                        operation,
                        BATCH_ENTRY_IDS_NOT_DISTINCT,
                        entries(rest, "id_1", "id_2", "id_2", "id_1"),
                        "Id id_2 repeated."),
                Provocation.of(
                        operation,
                        INVALID_BATCH_ENTRY_ID,
                        entries(rest, "a.b"),
                        "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be"
                                + " at most 80 letters long."),
                Provocation.of(operation, MISSING_PARAMETER, entries(rest, "")));
    }

    private static String entries(String rest, String... ids) {
        return Arrays.stream(ids)
                .map(id -> "{'Id':'" + id + "'," + rest + "}")
                .collect(Collectors.joining(",", "{'QueueUrl':'refused-jobs','Entries':[", "]}"));
    }

    private static List<Provocation> ofSends() {
        return List.of(
                Provocation.of(
                        SEND,
                        BATCH_REQUEST_TOO_LONG,
                        entries("'MessageBody':'<x600000>'", "e", "f"),
                        "Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes."),
                Provocation.ofEntry(SEND, MISSING_PARAMETER, entries("'MessageBody':''", "e")),
                Provocation.ofEntry(SEND, INVALID_MESSAGE_CONTENTS, entries("'MessageBody':'\\u0001'", "e")),
                Provocation.ofEntry(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        entries("'MessageBody':'<x1025>'", "e").replace("refused-jobs", "refused-small"),
                        "One or more parameters cannot be validated. Reason: Message must be shorter than 1024"
                                + " bytes."),
                Provocation.ofEntry(
                        SEND,
                        INVALID_PARAMETER_VALUE,
                        entries(BODY + ",'MessageAttributes':{'X':{'DataType':'String','StringValue':''}}", "e"),
                        "Message (user) attribute 'X' must contain a non-empty value of type 'String'."),
                Provocation.ofEntry(
                        SEND,
                        UNSUPPORTED_OPERATION,
                        entries(
                                BODY + ",'MessageAttributes':{'X':{'DataType':'String','StringListValues':['v']}}",
                                "e")));
    }

    private static List<Provocation> ofReceipts() {
        return List.of(
                Provocation.ofEntry(DELETE, RECEIPT_HANDLE_IS_INVALID, entries(GARBAGE, "e"), GARBAGE_TEXT),
                Provocation.ofEntry(DELETE, RECEIPT_HANDLE_IS_INVALID, entries("'ReceiptHandle':'<foreign>'", "e")),
                Provocation.ofEntry(DELETE, MISSING_PARAMETER, entries("'ReceiptHandle':''", "e")),
                Provocation.ofEntry(
                        HIDE,
                        RECEIPT_HANDLE_IS_INVALID,
                        entries(GARBAGE + ",'VisibilityTimeout':5", "e"),
                        GARBAGE_TEXT),
                Provocation.ofEntry(
                        HIDE,
                        INVALID_PARAMETER_VALUE,
                        entries("'ReceiptHandle':'<deleted>','VisibilityTimeout':5", "e"),
                        "…Reason: Message does not exist or is not available for visibility timeout change."),
                Provocation.ofEntry(
                        HIDE,
                        INVALID_PARAMETER_VALUE,
                        entries("'ReceiptHandle':'<receipt>','VisibilityTimeout':43201", "e")),
                Provocation.ofEntry(HIDE, MISSING_PARAMETER, entries("'ReceiptHandle':'<receipt>'", "e")));
    }
}
