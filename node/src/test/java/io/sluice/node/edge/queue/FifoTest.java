package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.node.command.QueueCommand;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** FIFO queues at the edge: what is refused in which words, what the machine is asked, what users see. */
final class FifoTest {
    private static final String ID_RULE =
            " can only include alphanumeric and punctuation characters. 1 to 128 in length.";
    private static final String LONGEST_ID = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".repeat(4);

    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs.fifo", Map.of("FifoQueue", "True"));
        face.create("content.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "TRUE"));
        face.create("jobs");
    }

    @AfterEach
    void close() {
        face.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FifoThroughputLimit | perQueue |",
                "DeduplicationScope | messageGroup |",
                "FifoQueue | TRUE |",
                "FifoQueue | false | Invalid value for the parameter FifoQueue. Reason: Modifying queue type is not"
                        + " supported.",
                "DeduplicationScope | MessageGroup | Invalid value for the parameter DeduplicationScope.",
                "FifoThroughputLimit | perGroup | Invalid value for the parameter FifoThroughputLimit.",
                "ContentBasedDeduplication | 1 | Invalid value for the parameter ContentBasedDeduplication.",
            })
    void checksAttributes(String name, String value, @Nullable String text) {
        SetQueueAttributesRequest request = SetQueueAttributesRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .putAttributes(name, value)
                .build();

        if (text == null) {
            face.queues.setQueueAttributes(request);
            assertThat(face.router.executed(QueueCommand.Configure.class)).hasSize(1);
        } else {
            assertFails(
                    () -> face.queues.setQueueAttributes(request),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidAttributeValue",
                    text);
        }
    }

    @Test
    void needsBothHalvesOfAFifoQueue() {
        String standard = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        String fifo = "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must"
                + " end with .fifo suffix and be 1 to 80 in length";

        for (Map<String, String> attributes : List.of(Map.<String, String>of(), Map.of("FifoQueue", "false"))) {
            assertFails(
                    () -> face.create("a.fifo", attributes),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    standard);
        }
        for (String name : List.of("a", "a b.fifo", ".fifo", "n".repeat(76) + ".fifo")) {
            assertFails(
                    () -> face.create(name, Map.of("FifoQueue", "true")),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    fifo);
        }
        assertThat(face.create("n".repeat(75) + ".fifo", Map.of("FifoQueue", "true")))
                .endsWith(".fifo");
    }

    @Test
    void showsAttributesOfFifoQueuesOnlyThere() {
        assertThat(attributes("jobs.fifo"))
                .containsEntry("FifoQueue", "true")
                .containsEntry("ContentBasedDeduplication", "false")
                .containsEntry("DeduplicationScope", "queue")
                .containsEntry("FifoThroughputLimit", "perQueue");
        assertThat(attributes("content.fifo")).containsEntry("ContentBasedDeduplication", "true");
        assertThat(attributes("jobs"))
                .doesNotContainKeys(
                        "FifoQueue", "ContentBasedDeduplication", "DeduplicationScope", "FifoThroughputLimit");
    }

    private Map<String, String> attributes(String queue) {
        return face.queues
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl(queue)
                        .addAttributeNames("All")
                        .build())
                .getAttributesMap();
    }

    private SendMessageResponse send(String queue, UnaryOperator<SendMessageRequest.Builder> more) {
        SendMessageRequest.Builder request =
                SendMessageRequest.newBuilder().setQueueUrl(queue).setMessageBody("hello");
        return face.queues.sendMessage(more.apply(request).build());
    }

    private Message receive(String queue) {
        return face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl(queue)
                        .addMessageSystemAttributeNames("All")
                        .build())
                .getMessages(0);
    }

    @Test
    void carriesGroupDeduplicationIdAndSequenceNumber() {
        SendMessageResponse sent =
                send("jobs.fifo", request -> request.setMessageGroupId("g").setMessageDeduplicationId("once"));

        assertThat(sent.getSequenceNumber()).isEqualTo("00000000000000000001");
        assertThat(receive("jobs.fifo").getAttributesMap())
                .containsEntry("MessageGroupId", "g")
                .containsEntry("MessageDeduplicationId", "once")
                .containsEntry("SequenceNumber", sent.getSequenceNumber());
    }

    @Test
    void makesTheDeduplicationIdFromTheBody() {
        send("content.fifo", request -> request.setMessageGroupId("g"));

        assertThat(receive("content.fifo").getAttributesMap())
                .containsEntry(
                        "MessageDeduplicationId", "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        assertFails(
                () -> send("jobs.fifo", request -> request.setMessageGroupId("g")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                        + " explicitly");
    }

    @Test
    void checksIds() {
        assertFails(
                () -> send("jobs.fifo", request -> request.setMessageDeduplicationId("x")),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter MessageGroupId.");
        for (String bad : List.of("a b", "ä", LONGEST_ID.substring(0, 128) + "x")) {
            assertFails(
                    () -> send("jobs.fifo", request -> request.setMessageGroupId(bad)),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + bad + " for parameter MessageGroupId is invalid. Reason: MessageGroupId" + ID_RULE);
            for (String queue : List.of("jobs", "jobs.fifo")) {
                assertFails(
                        () -> send(
                                queue, request -> request.setMessageGroupId("g").setMessageDeduplicationId(bad)),
                        Status.Code.INVALID_ARGUMENT,
                        "InvalidParameterValue",
                        "Value " + bad + " for parameter MessageDeduplicationId is invalid. Reason:"
                                + " MessageDeduplicationId" + ID_RULE);
            }
        }
        String longest = LONGEST_ID.substring(0, 128);
        assertThat(send(
                                "jobs.fifo",
                                request -> request.setMessageGroupId(longest).setMessageDeduplicationId(longest))
                        .getMessageId())
                .isNotEmpty();
    }

    @Test
    void delaysOnlyByTheQueue() {
        assertFails(
                () -> send(
                        "content.fifo",
                        request -> request.setMessageGroupId("g").setDelaySeconds(2)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid"
                        + " for this queue type.");

        send("content.fifo", request -> request.setMessageGroupId("g").setDelaySeconds(0));

        QueueCommand.Send command = (QueueCommand.Send)
                face.router.executed(QueueCommand.Send.class).get(0).command();
        assertThat(command.messages().get(0).delayMillis()).isEmpty();
    }

    @Test
    void failsABatchWithoutGroupsAndOtherwiseItsEntries() {
        SendMessageBatchRequest.Builder batch = SendMessageBatchRequest.newBuilder()
                .setQueueUrl("content.fifo")
                .addEntries(entry("1").setMessageGroupId("g"))
                .addEntries(entry("2").setMessageGroupId("g").setDelaySeconds(1))
                .addEntries(entry("3").setMessageGroupId("g").setMessageDeduplicationId("a b"))
                .addEntries(entry("4").setMessageGroupId("g"));

        SendMessageBatchResponse response = face.queues.sendMessageBatch(batch.build());

        assertThat(response.getSuccessfulList()).extracting("id").containsExactly("1", "4");
        assertThat(response.getSuccessfulList())
                .extracting("sequenceNumber")
                .containsExactly("00000000000000000001", "00000000000000000002");
        assertThat(response.getFailedList()).extracting("id").containsExactly("2", "3");
        assertThat(response.getFailedList()).allSatisfy(failed -> {
            assertThat(failed.getCode()).isEqualTo("InvalidParameterValue");
            assertThat(failed.getSenderFault()).isTrue();
        });
        assertFails(
                () -> face.queues.sendMessageBatch(batch.addEntries(entry("5")).build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The request must contain the parameter MessageGroupId.");
        assertFails(
                () -> face.queues.sendMessageBatch(batch.clearEntries()
                        .setQueueUrl("jobs.fifo")
                        .addEntries(entry("1").setMessageGroupId("g"))
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided"
                        + " explicitly");
    }

    private static SendMessageBatchRequestEntry.Builder entry(String id) {
        return SendMessageBatchRequestEntry.newBuilder().setId(id).setMessageBody("body " + id);
    }

    @Test
    void refusesReceiptsWhoseTimeIsOver() {
        send("content.fifo", request -> request.setMessageGroupId("g"));
        String handle = receive("content.fifo").getReceiptHandle();
        ChangeMessageVisibilityRequest show = ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl("content.fifo")
                .setReceiptHandle(handle)
                .setVisibilityTimeout(0)
                .build();
        face.queues.changeMessageVisibility(show);

        String text = "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: The receipt handle has"
                + " expired.";
        assertFails(
                () -> face.queues.deleteMessage(DeleteMessageRequest.newBuilder()
                        .setQueueUrl("content.fifo")
                        .setReceiptHandle(handle)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                text);
        assertThat(face.queues
                        .deleteMessageBatch(DeleteMessageBatchRequest.newBuilder()
                                .setQueueUrl("content.fifo")
                                .addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                                        .setId("1")
                                        .setReceiptHandle(handle))
                                .build())
                        .getFailed(0)
                        .getMessage())
                .isEqualTo(text);
        assertFails(
                () -> face.queues.changeMessageVisibility(show),
                Status.Code.FAILED_PRECONDITION,
                "MessageNotInflight",
                "The specified message isn't in flight.");
    }

    @Test
    void namesAttemptsOnFifoQueuesOnly() {
        for (String queue : List.of("jobs", "jobs.fifo")) {
            face.queues.receiveMessage(ReceiveMessageRequest.newBuilder()
                    .setQueueUrl(queue)
                    .setReceiveRequestAttemptId("one")
                    .build());
        }

        assertThat(face.router.executed(QueueCommand.Receive.class))
                .extracting(executed -> ((QueueCommand.Receive) executed.command()).attemptId())
                .containsExactly("", "one");
        assertFails(
                () -> face.queues.receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("jobs.fifo")
                        .setReceiveRequestAttemptId("a b")
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value a b for parameter ReceiveRequestAttemptId is invalid. Reason: ReceiveRequestAttemptId"
                        + ID_RULE);
    }
}
