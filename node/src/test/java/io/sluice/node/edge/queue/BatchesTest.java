package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.node.command.QueueCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BatchesTest {
    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs", Map.of("MaximumMessageSize", "1024"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private static SendMessageBatchRequestEntry entry(String id, String body) {
        return SendMessageBatchRequestEntry.newBuilder()
                .setId(id)
                .setMessageBody(body)
                .build();
    }

    private SendMessageBatchResponse send(List<SendMessageBatchRequestEntry> entries) {
        return face.queues.sendMessageBatch(SendMessageBatchRequest.newBuilder()
                .setQueueUrl("jobs")
                .addAllEntries(entries)
                .build());
    }

    private static BatchResultErrorEntry failed(String id, String code, String text) {
        return BatchResultErrorEntry.newBuilder()
                .setId(id)
                .setSenderFault(true)
                .setCode(code)
                .setMessage(text)
                .build();
    }

    @Test
    void sendsWhatIsInOrderAndTellsTheRest() {
        SendMessageBatchResponse response = send(List.of(
                entry("a", "one"),
                entry("b", ""),
                entry("c", "\u0001"),
                entry("d", "x".repeat(1025)),
                entry("e", "two").toBuilder().setDelaySeconds(901).build(),
                entry("f", "three")));

        assertThat(response.getSuccessfulList())
                .extracting(SendMessageBatchResultEntry::getId)
                .containsExactly("a", "f");
        assertThat(response.getSuccessful(0).getMd5OfMessageBody()).isEqualTo("f97c5d29941bfb1b2fdab0874906ab82");
        assertThat(response.getFailedList())
                .containsExactlyInAnyOrder(
                        failed(
                                "b",
                                "MissingParameter",
                                "The request must contain the parameter SendMessageBatchRequestEntry.2.MessageBody."),
                        failed(
                                "c",
                                "InvalidMessageContents",
                                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to"
                                        + " #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"),
                        failed(
                                "d",
                                "InvalidParameterValue",
                                "One or more parameters cannot be validated. Reason: Message must be shorter than 1024"
                                        + " bytes."),
                        failed(
                                "e",
                                "InvalidParameterValue",
                                "Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0"
                                        + " and <= 900."));
        assertThat(face.router.executed(QueueCommand.Send.class)).hasSize(1);
    }

    @Test
    void sendsNothingWhenNothingIsInOrder() {
        assertThat(send(List.of(entry("a", ""))).getFailedCount()).isEqualTo(1);
        assertThat(face.router.executed(QueueCommand.Send.class)).isEmpty();
    }

    @Test
    void refusesBatchesThatCannotBe() {
        refuses(
                List.of(),
                "EmptyBatchRequest",
                "There should be at least one SendMessageBatchRequestEntry in the request.");
        List<SendMessageBatchRequestEntry> many = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            many.add(entry("id_" + i, "x"));
        }
        assertThat(send(many).getSuccessfulCount()).isEqualTo(10);
        many.add(entry("id_2", "x"));
        refuses(
                many,
                "TooManyEntriesInBatchRequest",
                "Maximum number of entries per request are 10. You have sent 11.");
        many.remove(0);
        refuses(many, "BatchEntryIdsNotDistinct", "Id id_2 repeated.");
        for (String id : List.of("a b", "\u00e9", "i".repeat(81))) {
            refuses(
                    List.of(entry(id, "x")),
                    "InvalidBatchEntryId",
                    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at"
                            + " most 80 letters long.");
        }
        refuses(
                List.of(entry("", "x")),
                "MissingParameter",
                "The request must contain the parameter SendMessageBatchRequestEntry.1.Id.");
    }

    private void refuses(List<SendMessageBatchRequestEntry> entries, String shape, String text) {
        assertFails(() -> send(entries), Status.Code.INVALID_ARGUMENT, shape, text);
    }

    @Test
    void takesAMebibyteInAllWhateverTheQueueAllows() {
        String half = "\u00e9".repeat(1 << 18);
        send(List.of(entry("a", half), entry("b", half)));

        refuses(
                List.of(entry("a", half), entry("b", half + "x")),
                "BatchRequestTooLong",
                "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.");
        refuses(
                List.of(
                        entry("a", half),
                        entry("b", half).toBuilder()
                                .putMessageAttributes("k", Face.string("v"))
                                .build()),
                "BatchRequestTooLong",
                "Batch requests cannot be longer than 1048576 bytes. You have sent 1048584 bytes.");
    }

    private List<String> received(int count) {
        for (int i = 0; i < count; i++) {
            send(List.of(entry("a", "x")));
        }
        List<String> handles = new ArrayList<>();
        face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .setMaxNumberOfMessages(10)
                        .build())
                .getMessagesList()
                .forEach(message -> handles.add(message.getReceiptHandle()));
        return handles;
    }

    @Test
    void deletesEntryByEntry() {
        List<String> handles = received(2);
        var response = face.queues.deleteMessageBatch(DeleteMessageBatchRequest.newBuilder()
                .setQueueUrl("jobs")
                .addEntries(deletion("a", handles.get(0)))
                .addEntries(deletion("b", "garbage"))
                .addEntries(deletion("c", handles.get(1)))
                .build());

        assertThat(response.getSuccessfulList())
                .extracting(DeleteMessageBatchResultEntry::getId)
                .containsExactly("a", "c");
        assertThat(response.getFailedList())
                .containsExactly(failed(
                        "b",
                        "ReceiptHandleIsInvalid",
                        "The input receipt handle \"garbage\" is not a valid receipt handle."));
        assertFails(
                () -> face.queues.deleteMessageBatch(DeleteMessageBatchRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "EmptyBatchRequest",
                "There should be at least one DeleteMessageBatchRequestEntry in the request.");
    }

    private static DeleteMessageBatchRequestEntry deletion(String id, String handle) {
        return DeleteMessageBatchRequestEntry.newBuilder()
                .setId(id)
                .setReceiptHandle(handle)
                .build();
    }

    @Test
    void changesVisibilityEntryByEntry() {
        String handle = received(1).get(0);
        var response = face.queues.changeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest.newBuilder()
                .setQueueUrl("jobs")
                .addEntries(hiding("a", handle).setVisibilityTimeout(0))
                .addEntries(hiding("b", handle).setVisibilityTimeout(43_201))
                .addEntries(hiding("c", handle))
                .build());

        assertThat(response.getSuccessfulCount()).isEqualTo(1);
        assertThat(response.getFailedList())
                .containsExactly(
                        failed(
                                "b",
                                "InvalidParameterValue",
                                "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and"
                                        + " 43200."),
                        failed(
                                "c",
                                "MissingParameter",
                                "The request must contain the parameter"
                                        + " ChangeMessageVisibilityBatchRequestEntry.3.VisibilityTimeout."));
        assertThat(face.router.queue("jobs").visible()).isEqualTo(1);
    }

    private static ChangeMessageVisibilityBatchRequestEntry.Builder hiding(String id, String handle) {
        return ChangeMessageVisibilityBatchRequestEntry.newBuilder().setId(id).setReceiptHandle(handle);
    }
}
