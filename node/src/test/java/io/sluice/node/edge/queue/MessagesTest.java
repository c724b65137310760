package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static io.sluice.node.edge.queue.Face.string;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.node.command.Patience;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.edge.call.UnaryCalls;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MessagesTest {
    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs");
        face.create("mail");
    }

    @AfterEach
    void close() {
        face.close();
    }

    private SendMessageResponse send(UnaryOperator<SendMessageRequest.Builder> more) {
        SendMessageRequest.Builder request =
                SendMessageRequest.newBuilder().setQueueUrl("jobs").setMessageBody("hello");
        return face.queues.sendMessage(more.apply(request).build());
    }

    private ReceiveMessageResponse receive(UnaryOperator<ReceiveMessageRequest.Builder> more) {
        ReceiveMessageRequest.Builder request =
                ReceiveMessageRequest.newBuilder().setQueueUrl("jobs");
        return face.queues.receiveMessage(more.apply(request).build());
    }

    @Test
    void carriesAMessageThere() {
        SendMessageResponse sent = send(request -> request.putMessageAttributes("Foo", string("Bar"))
                .putMessageSystemAttributes("AWSTraceHeader", string("Root=1"))
                .setMessageGroupId("tenant-1"));
        Message message = receive(
                        request -> request.addMessageSystemAttributeNames("All").addMessageAttributeNames("All"))
                .getMessages(0);

        assertThat(sent.getMd5OfMessageBody()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(sent.getMd5OfMessageAttributes()).isEqualTo("ae7155c6026991b6d54b11589678bf9c");
        assertThat(sent.getMd5OfMessageSystemAttributes()).hasSize(32);
        assertThat(sent.getSequenceNumber()).isEmpty();
        assertThat(message.getMessageId()).isEqualTo(sent.getMessageId());
        assertThat(message.getBody()).isEqualTo("hello");
        assertThat(message.getMd5OfBody()).isEqualTo(sent.getMd5OfMessageBody());
        assertThat(message.getMd5OfMessageAttributes()).isEqualTo(sent.getMd5OfMessageAttributes());
        assertThat(message.getMessageAttributesMap()).containsOnlyKeys("Foo").containsEntry("Foo", string("Bar"));
        assertThat(message.getAttributesMap())
                .containsOnlyKeys(
                        "SenderId",
                        "SentTimestamp",
                        "ApproximateReceiveCount",
                        "ApproximateFirstReceiveTimestamp",
                        "MessageGroupId",
                        "AWSTraceHeader")
                .containsEntry("SenderId", "000000000000")
                .containsEntry("SentTimestamp", "1700000000123")
                .containsEntry("ApproximateReceiveCount", "1")
                .containsEntry("ApproximateFirstReceiveTimestamp", "1700000000130")
                .containsEntry("MessageGroupId", "tenant-1");
    }

    @Test
    void tellsDigestsOnlyOfWhatIsThere() {
        SendMessageResponse sent = send(request -> request);
        Message message = receive(request -> request).getMessages(0);

        assertThat(sent.getMd5OfMessageAttributes()).isEmpty();
        assertThat(sent.getMd5OfMessageSystemAttributes()).isEmpty();
        assertThat(message.getAttributesMap()).isEmpty();
        assertThat(message.getMd5OfMessageAttributes()).isEmpty();
    }

    @Test
    void digestsTheReturnedAttributesOnly() {
        send(request -> request.putMessageAttributes("k", string("x")).putMessageAttributes("other", string("y")));

        Message message =
                receive(request -> request.addMessageAttributeNames("k")).getMessages(0);

        assertThat(message.getMessageAttributesMap()).containsOnlyKeys("k");
        assertThat(message.getMd5OfMessageAttributes()).isEqualTo("a45daa70926828a2f0a1db3418e6feb4");
    }

    @Test
    void refusesWhatNobodyMaySend() {
        String missing = "The request must contain the parameter MessageBody.";
        assertFails(
                () -> send(request -> request.setMessageBody("")),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                missing);
        assertFails(
                () -> send(request -> request.setMessageBody("a\u0001")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidMessageContents",
                "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to"
                        + " #xFFFD | #x10000 to #x10FFFF");
        for (int delay : new int[] {-1, 901}) {
            refuses(
                    request -> request.setDelaySeconds(delay),
                    "Value " + delay + " for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and"
                            + " <= 900.");
        }
        refuses(
                request -> request.setMessageDeduplicationId("d"),
                "The request include parameter MessageDeduplicationId which is not valid for this queue type");
        for (String group : List.of("a b", "\u00e9", "g".repeat(129))) {
            refuses(
                    request -> request.setMessageGroupId(group),
                    "Value " + group + " for parameter MessageGroupId is invalid. Reason: MessageGroupId can only"
                            + " include alphanumeric and punctuation characters. 1 to 128 in length.");
        }
        refuses(
                request -> request.putMessageSystemAttributes("Hello", string("x")),
                "Message system attribute name 'Hello' is invalid.");
        refuses(
                request -> request.setMessageBody("a".repeat((1 << 20) + 1)),
                "One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.");
        refuses(
                request -> request.setRequestId("r".repeat(65)),
                "Value for parameter RequestId is invalid. Reason: Must be at most 64 characters.");
        assertThat(face.router.executed(QueueCommand.Send.class)).isEmpty();
    }

    private void refuses(UnaryOperator<SendMessageRequest.Builder> more, String text) {
        assertFails(() -> send(more), Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    @Test
    void findsTheQueueBeforeItLooksAtTheMessage() {
        assertFails(
                () -> send(request -> request.setQueueUrl("none").setMessageBody("")),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                "The specified queue does not exist.");
    }

    @Test
    void leavesTheQueuesOwnLimitToTheQueue() {
        face.create("small", Map.of("MaximumMessageSize", "1024"));
        send(request -> request.setQueueUrl("small").setMessageBody("a".repeat(1024)));

        refuses(
                request -> request.setQueueUrl("small").setMessageBody("a".repeat(1025)),
                "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.");
    }

    @Test
    void passesDelayVisibilityAndWaitOn() {
        send(request -> request.setDelaySeconds(900));
        send(request -> request);
        receive(request ->
                request.setMaxNumberOfMessages(10).setVisibilityTimeout(0).setWaitTimeSeconds(20));
        receive(request -> request);

        var sends = face.router.executed(QueueCommand.Send.class);
        assertThat(((QueueCommand.Send) sends.get(0).command())
                        .messages()
                        .get(0)
                        .delayMillis())
                .isEqualTo(OptionalLong.of(900_000));
        assertThat(((QueueCommand.Send) sends.get(1).command())
                        .messages()
                        .get(0)
                        .delayMillis())
                .isEmpty();
        var receives = face.router.executed(QueueCommand.Receive.class);
        var patient = (QueueCommand.Receive) receives.get(0).command();
        assertThat(patient.messagesMax()).isEqualTo(10);
        assertThat(patient.patience()).isEqualTo(Patience.LONG);
        assertThat(patient.visibilityMillis()).isEqualTo(OptionalLong.of(0));
        assertThat(receives.get(0).waitMillis()).isEqualTo(OptionalLong.of(20_000));
        var plain = (QueueCommand.Receive) receives.get(1).command();
        assertThat(plain.messagesMax()).isEqualTo(1);
        assertThat(plain.patience()).as("the queue's to say").isEqualTo(Patience.AS_THE_QUEUE);
        assertThat(plain.visibilityMillis()).isEmpty();
        assertThat(receives.get(1).waitMillis()).isEmpty();
    }

    @Test
    void tellsAShortPollOfTheLimitInFlightOfItsQueue() {
        face.create("narrow", Map.of("InFlightLimit", "1"));
        send(request -> request.setQueueUrl("narrow"));
        send(request -> request.setQueueUrl("narrow"));

        assertThat(receive(request -> request.setQueueUrl("narrow")).getMessagesCount())
                .isEqualTo(1);
        assertFails(
                () -> receive(request -> request.setQueueUrl("narrow")),
                Status.Code.FAILED_PRECONDITION,
                "OverLimit",
                "Too many messages of queue narrow are in flight: 1, the most that its InFlightLimit allows.");
        assertThat(receive(request -> request.setQueueUrl("narrow").setWaitTimeSeconds(1))
                        .getWithheld())
                .isEqualTo("queue-in-flight");
    }

    @Test
    void refusesReceivesThatCannotBe() {
        for (int count : new int[] {0, 11}) {
            refusesReceive(
                    request -> request.setMaxNumberOfMessages(count),
                    "Value " + count + " for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and"
                            + " 10, if provided.");
        }
        for (int wait : new int[] {-1, 21}) {
            refusesReceive(
                    request -> request.setWaitTimeSeconds(wait),
                    "Value " + wait + " for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if"
                            + " provided.");
        }
        for (int hidden : new int[] {-1, 43_201}) {
            refusesReceive(
                    request -> request.setVisibilityTimeout(hidden),
                    "Value " + hidden + " for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <="
                            + " 43200, if provided.");
        }
        assertFails(
                () -> receive(request -> request.addMessageSystemAttributeNames("Foo")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidAttributeName",
                "Unknown Attribute Foo.");
        receive(request -> request.addAttributeNames("Policy").addAttributeNames("SentTimestamp"));
    }

    private void refusesReceive(UnaryOperator<ReceiveMessageRequest.Builder> more, String text) {
        assertFails(() -> receive(more), Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    private String received() {
        send(request -> request);
        return receive(request -> request).getMessages(0).getReceiptHandle();
    }

    private void delete(String queue, String handle) {
        face.queues.deleteMessage(DeleteMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(handle)
                .build());
    }

    @Test
    void deletesAndDeletesAgain() {
        String handle = received();

        delete("jobs", handle);
        delete("jobs", handle);

        assertFails(
                () -> delete("jobs", "garbage"),
                Status.Code.INVALID_ARGUMENT,
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"garbage\" is not a valid receipt handle.");
        assertFails(
                () -> delete("mail", handle),
                Status.Code.INVALID_ARGUMENT,
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"" + handle + "\" is not a valid receipt handle.");
        assertFails(
                () -> delete("jobs", ""),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter ReceiptHandle.");
    }

    private void hide(String handle, int seconds) {
        face.queues.changeMessageVisibility(ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl("jobs")
                .setReceiptHandle(handle)
                .setVisibilityTimeout(seconds)
                .build());
    }

    @Test
    void changesVisibility() {
        String handle = received();
        hide(handle, 0);
        assertThat(receive(request -> request).getMessagesCount()).isEqualTo(1);

        refusesHiding(
                handle,
                43_200,
                "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the"
                        + " message is beyond the limit [43200 seconds]");
        for (int seconds : new int[] {-1, 43_201}) {
            refusesHiding(
                    handle,
                    seconds,
                    "Value " + seconds + " for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and"
                            + " 43200.");
        }
        delete("jobs", handle);
        refusesHiding(
                handle,
                10,
                "Value " + handle + " for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not"
                        + " available for visibility timeout change.");
        assertFails(
                () -> face.queues.changeMessageVisibility(ChangeMessageVisibilityRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .setReceiptHandle(handle)
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter VisibilityTimeout.");
    }

    private void refusesHiding(String handle, int seconds, String text) {
        assertFails(() -> hide(handle, seconds), Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    @Test
    void repeatsAnAnswerForTheSameRequestId() {
        SendMessageResponse first = send(request -> request.setRequestId("00000000deadbeef-1"));
        SendMessageResponse second = send(request -> request.setRequestId("00000000deadbeef-1"));

        assertThat(second).isEqualTo(first);
        assertThat(receive(request -> request.setMaxNumberOfMessages(10)).getMessagesCount())
                .isEqualTo(1);
    }

    @Test
    void dropsThePollOfACallerThatHasGone() {
        var call = QueueServiceGrpc.newFutureStub(face.channel)
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .setWaitTimeSeconds(20)
                        .build());
        Awaitility.await().until(() -> face.router.parked() == 1);

        call.cancel(true);

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> face.router.parked() == 0);
    }

    @Test
    void givesUpWhenTheCallerDoes() {
        face.queues
                .withDeadlineAfter(3, TimeUnit.SECONDS)
                .receiveMessage(
                        ReceiveMessageRequest.newBuilder().setQueueUrl("jobs").build());
        face.queues.receiveMessage(ReceiveMessageRequest.newBuilder()
                .setQueueUrl("jobs")
                .setWaitTimeSeconds(0)
                .build());

        var receives = face.router.executed(QueueCommand.Receive.class);
        long now = System.nanoTime();
        assertThat(receives.get(0).deadlineNanos() - now).isLessThan(TimeUnit.SECONDS.toNanos(3));
        assertThat(receives.get(1).deadlineNanos() - now)
                .isBetween(TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(10));
    }

    @Test
    void saysWhoLeads() {
        AtomicReference<Metadata> headers = new AtomicReference<>();
        AtomicReference<Metadata> trailers = new AtomicReference<>();
        var queues = QueueServiceGrpc.newBlockingStub(ClientInterceptors.intercept(
                face.channel, MetadataUtils.newCaptureMetadataInterceptor(headers, trailers)));

        queues.sendMessage(SendMessageRequest.newBuilder()
                .setQueueUrl("jobs")
                .setMessageBody("x")
                .build());

        assertThat(Objects.requireNonNull(headers.get()).get(UnaryCalls.LEADER)).isEqualTo("n2.example:4565");
        assertThat(face.meters
                        .counter("sluice.api.calls", "operation", "SendMessage", "code", "OK")
                        .count())
                .isEqualTo(1);
    }
}
