package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeExtend;
import io.sluice.api.v1.ConsumeHeartbeat;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams whose messages are leased as long as they live. */
final class ConsumeSessionTest {
    private static final int HEARTBEAT_SECONDS = 3;
    private static final long LEASE_MILLIS = 6_000;

    private final Face face = new Face();

    @BeforeEach
    void aQueue() {
        face.create("jobs");
    }

    @AfterEach
    void close() {
        face.close();
    }

    private TestConsumer open(int messages) {
        for (int i = 0; i < messages; i++) {
            face.queues.sendMessage(SendMessageRequest.newBuilder()
                    .setQueueUrl("jobs")
                    .setMessageBody("hello " + i)
                    .build());
        }
        return TestConsumer.open(face.channel).say(start(HEARTBEAT_SECONDS));
    }

    private static ConsumeRequest.Builder start(int heartbeatSeconds) {
        return ConsumeRequest.newBuilder()
                .setStart(ConsumeStart.newBuilder()
                        .setQueueUrl("jobs")
                        .setCredit(10)
                        .setHeartbeatSeconds(heartbeatSeconds));
    }

    private static ConsumeRequest.Builder heartbeat() {
        return ConsumeRequest.newBuilder().setHeartbeat(ConsumeHeartbeat.getDefaultInstance());
    }

    private List<QueueCommand.ChangeVisibility> hidings() {
        return face.router.executed(QueueCommand.ChangeVisibility.class).stream()
                .map(one -> (QueueCommand.ChangeVisibility) one.command())
                .toList();
    }

    /** Says that it lives until something is so. */
    private static void liveUntil(TestConsumer consumer, java.util.concurrent.Callable<Boolean> done) {
        Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
            consumer.say(heartbeat());
            return done.call();
        });
    }

    @Test
    void leasesForTwiceTheSilenceThatItsClientMayKeep() {
        TestConsumer consumer = open(1);

        Message message = consumer.awaitMessages(1).get(0);

        assertThat(consumer.responses().get(0).getStarted().getSession()).isTrue();
        assertThat(message.getBody()).isEqualTo("hello 0");
        assertThat(consumer.responses().stream().flatMap(one -> one.getMessages().getFencingNumbersList().stream()))
                .containsExactly(1L);
        var receive = (QueueCommand.Receive)
                face.router.executed(QueueCommand.Receive.class).get(0).command();
        assertThat(receive.visibilityMillis()).isEqualTo(OptionalLong.of(LEASE_MILLIS));
    }

    @Test
    void extendsWhatIsHeldWhileItsClientLives() {
        TestConsumer consumer = open(2);
        consumer.awaitMessages(2);

        liveUntil(consumer, () -> !hidings().isEmpty());

        QueueCommand.ChangeVisibility extension = hidings().get(0);
        assertThat(extension.strict()).isTrue();
        assertThat(extension.hidings())
                .hasSize(2)
                .extracting(Hiding::visibilityMillis)
                .containsOnly(LEASE_MILLIS);
        assertThat(consumer.isOpen()).isTrue();
    }

    @Test
    void doesNotExtendWhatIsSettled() {
        TestConsumer consumer = open(2);
        Message first = consumer.awaitMessages(2).get(0);
        consumer.say(ConsumeRequest.newBuilder()
                .setAcknowledge(ConsumeAcknowledge.newBuilder().setTag(1).addReceiptHandles(first.getReceiptHandle())));
        consumer.awaitOutcome(1);

        liveUntil(consumer, () -> !hidings().isEmpty());

        assertThat(hidings().get(0).hidings()).hasSize(1);
        var deletion = (QueueCommand.Delete)
                face.router.executed(QueueCommand.Delete.class).get(0).command();
        assertThat(deletion.strict()).isTrue();
    }

    @Test
    void givesEverythingBackAtOnceWhenItsClientIsSilent() {
        TestConsumer consumer = open(2);
        consumer.awaitMessages(2);

        Status end = consumer.awaitEnd();

        assertThat(end.getDescription()).isEqualTo("The session has ended: its client has said nothing for 3 seconds.");
        Awaitility.await().until(() -> face.router.queue("jobs").visible() == 2);
        QueueCommand.ChangeVisibility last = hidings().get(hidings().size() - 1);
        assertThat(last.strict()).isTrue();
        assertThat(last.hidings()).extracting(Hiding::visibilityMillis).containsOnly(0L);
    }

    @Test
    void tellsItsClientWhichLeasesAreLost() {
        TestConsumer consumer = open(2);
        List<Message> messages = consumer.awaitMessages(2);
        String handle = messages.get(1).getReceiptHandle();
        face.queues.deleteMessage(DeleteMessageRequest.newBuilder()
                .setQueueUrl("jobs")
                .setReceiptHandle(handle)
                .build());

        liveUntil(consumer, () -> consumer.responses().stream().anyMatch(one -> one.hasLeaseLost()));

        assertThat(consumer.responses().stream().filter(one -> one.hasLeaseLost()))
                .singleElement()
                .satisfies(response -> assertThat(response.getLeaseLost().getReceiptHandlesList())
                        .containsExactly(handle));
    }

    @Test
    void takesOverWhatAnotherSessionHad() {
        TestConsumer first = open(1);
        String handle = first.awaitMessages(1).get(0).getReceiptHandle();
        TestConsumer second = TestConsumer.open(face.channel).say(start(HEARTBEAT_SECONDS));
        second.say(ConsumeRequest.newBuilder()
                .setExtend(ConsumeExtend.newBuilder()
                        .setTag(7)
                        .setVisibilityTimeout(10)
                        .addReceiptHandles(handle)));
        assertThat(second.awaitOutcome(7).getSucceeded()).isEqualTo(1);
        second.call().cancel("gone", null);

        // Its messages go back: it has taken over that of the first.
        Awaitility.await()
                .until(() -> hidings().stream()
                        .flatMap(one -> one.hidings().stream())
                        .anyMatch(hiding -> hiding.visibilityMillis() == 0));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 2, 301})
    void refusesASilenceThatIsTooShortOrTooLong(int seconds) {
        TestConsumer consumer = TestConsumer.open(face.channel).say(start(seconds));

        assertThat(consumer.awaitEnd().getDescription())
                .isEqualTo("Value " + seconds
                        + " for parameter HeartbeatSeconds is invalid. Reason: Must be between 3 and 300, or 0 for no"
                        + " session.");
    }

    @Test
    void holdsNoMoreThanItCanKeepAlive() {
        ConsumeCredit credit = ConsumeCredit.newBuilder().setMessages(100).build();
        HeldMessages held = new HeldMessages(6);
        for (long sequence = 0; sequence < HeldMessages.HELD_MAX - 200; sequence++) {
            held.add(new QueueCommand.Receipt(sequence, 1), sequence);
        }

        assertThat(ConsumeSteps.room(credit, 100, held)).isNull();
        assertThat(ConsumeSteps.room(credit, 101, held)).isNotNull();
        assertThat(ConsumeSteps.room(credit, 101, new HeldMessages(0))).isNull();
    }
}
