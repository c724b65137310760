package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static io.sluice.node.edge.queue.Face.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.grpc.Status;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.IdempotencyKey;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.ScheduleCommand;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SendTermsTest {
    private final Face face = new Face();

    @BeforeEach
    void queues() {
        face.create("orders");
        face.create("steps.fifo", Map.of("FifoQueue", "true"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private SendMessageResponse send(UnaryOperator<SendMessageRequest.Builder> more) {
        SendMessageRequest.Builder request =
                SendMessageRequest.newBuilder().setQueueUrl("orders").setMessageBody("hello");
        return face.queues.sendMessage(more.apply(request).build());
    }

    private Outgoing sent(UnaryOperator<SendMessageRequest.Builder> more) {
        SendMessageResponse unused = send(more);
        List<QueueCommand.Send> sends = face.router.queue("orders").sends;
        return sends.get(sends.size() - 1).messages().get(0);
    }

    private IdempotencyKey key(UnaryOperator<SendMessageRequest.Builder> more) {
        return sent(request -> more.apply(request.setIdempotencyKey("k"))).key().orElseThrow();
    }

    @Test
    void aSendWithoutThemSaysNothing() {
        Outgoing message = sent(request -> request);

        assertThat(message.key()).isEmpty();
        assertThat(message.ttlMillis()).isEmpty();
    }

    @Test
    void aKeyGoesWithItsWindow() {
        assertThat(key(request -> request).key()).isEqualTo("k");
        assertThat(key(request -> request).windowMillis()).isEmpty();
        assertThat(key(request -> request.setIdempotencyWindowSeconds(604_800)).windowMillis())
                .hasValue(604_800_000);
    }

    @Test
    void theContentIsAllThatIsSentButTheTraceHeader() {
        IdempotencyKey plain = key(request -> request);

        assertThat(key(request -> request.putMessageSystemAttributes("AWSTraceHeader", string("Root=1")))
                        .content())
                .isEqualTo(plain.content());
        assertThat(key(request -> request.setIdempotencyWindowSeconds(5)).content())
                .isEqualTo(plain.content());
        assertThat(plain.content().size()).isEqualTo(32);
        for (UnaryOperator<SendMessageRequest.Builder> other : List.<UnaryOperator<SendMessageRequest.Builder>>of(
                request -> request.setMessageBody("other"),
                request -> request.putMessageAttributes("a", string("b")),
                request -> request.setMessageGroupId("tenant"),
                request -> request.setDelaySeconds(5),
                request -> request.setPriority(9),
                request -> request.setTimeToLiveSeconds(5))) {
            assertThat(key(other).content()).isNotEqualTo(plain.content());
        }
    }

    @Test
    void aRepetitionIsToldSo() {
        assertThat(send(request -> request).getReplayed()).isFalse();
        assertThat(send(request -> request.setIdempotencyKey("repeated")).getReplayed())
                .isTrue();
    }

    @Test
    void aKeyOfAnotherContentIsRefusedByName() {
        assertFails(
                () -> send(request -> request.setIdempotencyKey("refused")),
                Status.Code.INVALID_ARGUMENT,
                "IdempotentParameterMismatch",
                "Queue orders remembers the idempotency key refused with another content: what is sent under one key"
                        + " must be the same.");
    }

    @Test
    void aQueueFullOfKeysSaysSo() {
        assertFails(
                () -> send(request -> request.setIdempotencyKey("refused-full")),
                Status.Code.FAILED_PRECONDITION,
                "OverLimit",
                "Queue orders remembers refused-full idempotency keys, and no queue may remember more: use shorter"
                        + " windows, or another queue.");
    }

    @Test
    void inABatchEachEntryHasItsOwn() {
        SendMessageBatchResponse response = face.queues.sendMessageBatch(SendMessageBatchRequest.newBuilder()
                .setQueueUrl("orders")
                .addEntries(entry("one").setIdempotencyKey("repeated"))
                .addEntries(entry("two").setIdempotencyKey("refused"))
                .addEntries(entry("three").setIdempotencyKey("with space"))
                .addEntries(entry("four").setIdempotencyKey("new").setTimeToLiveSeconds(7))
                .build());

        assertThat(response.getSuccessfulList())
                .extracting(one -> one.getId() + one.getReplayed())
                .containsExactly("onetrue", "fourfalse");
        assertThat(response.getFailedList())
                .extracting(one -> one.getId() + " " + one.getCode())
                .containsExactlyInAnyOrder("two IdempotentParameterMismatch", "three InvalidParameterValue");
    }

    private static SendMessageBatchRequestEntry.Builder entry(String id) {
        return SendMessageBatchRequestEntry.newBuilder().setId(id).setMessageBody("hello");
    }

    @ParameterizedTest
    @CsvSource({"1, k", "604800, k"})
    void takesAWindowWithinItsLimits(int seconds, String key) {
        assertThat(send(request -> request.setIdempotencyKey(key).setIdempotencyWindowSeconds(seconds))
                        .getMessageId())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, k", "-1, k", "604801, k", "60, ''"})
    void refusesAWindowBeyondThemOrWithoutAKey(int seconds, String key) {
        assertFails(
                () -> send(request -> request.setIdempotencyKey(key).setIdempotencyWindowSeconds(seconds)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + seconds + " for parameter IdempotencyWindowSeconds is invalid. Reason: Must be between 1 and"
                        + " 604800, 7 days, with an IdempotencyKey.");
    }

    @Test
    void aKeyHas128CharactersAtMost() {
        assertThat(key(request -> request.setIdempotencyKey("x".repeat(128))).key())
                .hasSize(128);
        String tooLong = "x".repeat(129);
        assertFails(
                () -> send(request -> request.setIdempotencyKey(tooLong)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + tooLong + " for parameter IdempotencyKey is invalid. Reason: IdempotencyKey can only include"
                        + " alphanumeric and punctuation characters. 1 to 128 in length.");
    }

    @Test
    void aLifetimeIsInSeconds() {
        assertThat(sent(request -> request.setTimeToLiveSeconds(60)).ttlMillis())
                .hasValue(60_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void refusesNoLifetime(int seconds) {
        assertFails(
                () -> send(request -> request.setTimeToLiveSeconds(seconds)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + seconds
                        + " for parameter TimeToLiveSeconds is invalid. Reason: Must be at least 1 and no more"
                        + " than the queue's MessageRetentionPeriod.");
    }

    @Test
    void aScheduleUnderAKeyHasAnIdOfTheKey() {
        ScheduleCommand.Schedule first = schedule("k", 1_900_000_000_000L);
        ScheduleCommand.Schedule second = schedule("k", 1_900_000_000_000L);
        ScheduleCommand.Schedule later = schedule("k", 1_900_000_000_001L);

        assertThat(second.id()).isEqualTo(first.id()).startsWith("key-").hasSizeLessThanOrEqualTo(80);
        assertThat(second.message().key()).isEqualTo(first.message().key());
        assertThat(later.message().key().orElseThrow().content())
                .isNotEqualTo(first.message().key().orElseThrow().content());
        assertThat(first.message().ttlMillis()).hasValue(9_000);
    }

    private ScheduleCommand.Schedule schedule(String key, long atMillis) {
        var unused = catchThrowable(() -> face.queues.scheduleMessage(ScheduleMessageRequest.newBuilder()
                .setQueueUrl("orders")
                .setMessageBody("hello")
                .setAtTimestamp(atMillis)
                .setIdempotencyKey(key)
                .setTimeToLiveSeconds(9)
                .build()));
        List<ScheduleCommand> commands = face.router.schedules.commands;
        return (ScheduleCommand.Schedule) commands.get(commands.size() - 1);
    }
}
