package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ConsumeAcknowledge;
import io.sluice.api.v1.ConsumeCredit;
import io.sluice.api.v1.ConsumeExtend;
import io.sluice.api.v1.ConsumeRelease;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.ConsumeWithheld;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.Patience;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.raft.ProposeFailure;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ConsumeTest {
    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.create("jobs");
    }

    @AfterEach
    void close() {
        face.close();
    }

    private void send(int count) {
        send(count, "hello");
    }

    private void send(int count, String body) {
        for (int i = 0; i < count; i++) {
            face.queues.sendMessage(SendMessageRequest.newBuilder()
                    .setQueueUrl("jobs")
                    .setMessageBody(body)
                    .build());
        }
    }

    private static ConsumeRequest.Builder start(int credit) {
        return ConsumeRequest.newBuilder()
                .setStart(ConsumeStart.newBuilder()
                        .setQueueUrl("jobs")
                        .setCredit(credit)
                        .addMessageSystemAttributeNames("ApproximateReceiveCount"));
    }

    private static ConsumeRequest.Builder credit(int messages) {
        return ConsumeRequest.newBuilder().setCredit(ConsumeCredit.newBuilder().setMessages(messages));
    }

    private static ConsumeRequest.Builder acknowledge(long tag, List<String> handles) {
        return ConsumeRequest.newBuilder()
                .setAcknowledge(ConsumeAcknowledge.newBuilder().setTag(tag).addAllReceiptHandles(handles));
    }

    private TestConsumer open(int credit) {
        return TestConsumer.open(face.channel).say(start(credit));
    }

    private static List<String> handles(List<Message> messages) {
        return messages.stream().map(Message::getReceiptHandle).toList();
    }

    private void awaitParked() {
        Awaitility.await().until(() -> face.router.parked() == 1);
    }

    @Test
    void saysThatItIsOpenAndPushesWhatComes() {
        TestConsumer consumer = open(10);
        awaitParked();
        send(2);

        List<Message> messages = consumer.awaitMessages(2);

        assertThat(consumer.responses().get(0).getStarted().getNodeId()).isEqualTo("n1");
        assertThat(messages.get(0).getBody()).isEqualTo("hello");
        assertThat(messages.get(0).getAttributesMap()).containsEntry("ApproximateReceiveCount", "1");
        var polls = face.router.executed(QueueCommand.Receive.class);
        assertThat(polls.get(0).waitMillis()).isEqualTo(OptionalLong.of(20_000));
        assertThat(((QueueCommand.Receive) polls.get(0).command()).patience()).isEqualTo(Patience.LONG);
    }

    @Test
    void tellsWhatKeepsMessagesBackWhenThatChanges() {
        face.create("narrow", Map.of("InFlightLimit", "2"));
        Runnable send = () -> {
            var unused = face.queues.sendMessage(SendMessageRequest.newBuilder()
                    .setQueueUrl("narrow")
                    .setMessageBody("m")
                    .build());
        };
        send.run();
        send.run();
        TestConsumer consumer = TestConsumer.open(face.channel)
                .say(ConsumeRequest.newBuilder()
                        .setStart(
                                ConsumeStart.newBuilder().setQueueUrl("narrow").setCredit(10)));
        List<Message> held = consumer.awaitMessages(2);

        send.run();
        consumer.awaitWithheld(1);
        consumer.say(acknowledge(1, handles(held)));
        consumer.awaitMessages(3);
        consumer.awaitWithheld(2);

        assertThat(consumer.withheld()).extracting(ConsumeWithheld::getReason).containsExactly("queue-in-flight", "");
    }

    @Test
    void pushesNoMoreThanItsCredit() {
        send(30);
        TestConsumer consumer = open(0);
        consumer.say(acknowledge(1, List.of()));
        consumer.awaitOutcome(1);
        assertThat(consumer.messages()).isEmpty();

        consumer.say(credit(3));
        assertThat(consumer.awaitMessages(3)).hasSize(3);
        consumer.say(credit(25));
        consumer.awaitMessages(28);

        consumer.say(acknowledge(2, List.of()));
        consumer.awaitOutcome(2);
        assertThat(consumer.messages()).hasSize(28);
        assertThat(face.router.executed(QueueCommand.Receive.class))
                .allSatisfy(poll -> assertThat(((QueueCommand.Receive) poll.command()).messagesMax())
                        .isLessThanOrEqualTo(25));
    }

    @Test
    void pollsNoMoreWhileTheClientTakesNothing() {
        send(200, "x".repeat(64_000));
        TestConsumer consumer = TestConsumer.open(face.channel, 3);
        consumer.say(start(1000));
        Awaitility.await().until(() -> consumer.responses().size() == 3);

        long leased = 200 - face.router.queue("jobs").visible();
        assertThat(leased).isLessThan(100);

        consumer.call().request(1000);
        consumer.awaitMessages(200);
    }

    @Test
    void asksForFewLargeMessagesAtOnce() {
        send(40, "x".repeat(500_000));
        TestConsumer consumer = open(40);
        consumer.awaitMessages(40);

        assertThat(consumer.responses())
                .allSatisfy(response -> assertThat(response.getSerializedSize()).isLessThan(2 << 20));
        var polls = face.router.executed(QueueCommand.Receive.class);
        assertThat(((QueueCommand.Receive) polls.get(0).command()).messagesMax())
                .isEqualTo(10);
        assertThat(((QueueCommand.Receive) polls.get(1).command()).messagesMax())
                .isEqualTo(2);
    }

    @Test
    void settlesAndTellsWhenAsked() {
        send(4);
        TestConsumer consumer = open(4);
        List<String> handles = handles(consumer.awaitMessages(4));

        consumer.say(acknowledge(0, handles.subList(0, 1)));
        consumer.say(acknowledge(7, List.of(handles.get(1), "garbage")));
        consumer.say(ConsumeRequest.newBuilder()
                .setExtend(ConsumeExtend.newBuilder()
                        .addReceiptHandles(handles.get(2))
                        .setVisibilityTimeout(60)
                        .setTag(8)));
        consumer.say(ConsumeRequest.newBuilder()
                .setRelease(ConsumeRelease.newBuilder()
                        .addReceiptHandles(handles.get(3))
                        .setTag(9)));

        assertThat(consumer.awaitOutcome(7).getSucceeded()).isEqualTo(1);
        assertThat(consumer.awaitOutcome(7).getFailedList())
                .containsExactly(BatchResultErrorEntry.newBuilder()
                        .setId("garbage")
                        .setSenderFault(true)
                        .setCode("ReceiptHandleIsInvalid")
                        .setMessage("The input receipt handle \"garbage\" is not a valid receipt handle.")
                        .build());
        assertThat(consumer.awaitOutcome(8).getSucceeded()).isEqualTo(1);
        assertThat(consumer.awaitOutcome(9).getSucceeded()).isEqualTo(1);
        assertThat(consumer.responses())
                .filteredOn(response -> response.hasOutcome())
                .hasSize(3);
        assertThat(face.router.queue("jobs").visible()).isEqualTo(1);
    }

    @Test
    void outlivesAChangeOfLeader() {
        TestConsumer consumer = open(10);
        awaitParked();
        face.router.failNext(ProposeFailure.unknown("leader died"), ProposeFailure.notLeader("n3", Optional.empty()));
        consumer.say(acknowledge(
                1, List.of(face.receipts.seal(face.router.placed("jobs").resource(), 99, 1))));

        assertThat(consumer.awaitOutcome(1).getSucceeded()).isEqualTo(1);
        var attempts = face.router.executed(QueueCommand.Delete.class);
        assertThat(attempts).hasSize(3);
        assertThat(attempts)
                .extracting(FakeRouter.Executed::id)
                .containsOnly(attempts.get(0).id());
        send(1);
        consumer.awaitMessages(1);
        assertThat(consumer.isOpen()).isTrue();
    }

    @Test
    void pollsAgainUnderTheSameIdWhenTheClusterDidNotAnswer() {
        send(1);
        face.router.failNext(ProposeFailure.unknown("leader died"));
        TestConsumer consumer = open(1);

        consumer.awaitMessages(1);

        var polls = face.router.executed(QueueCommand.Receive.class);
        assertThat(polls.get(0).id()).isEqualTo(polls.get(1).id());
    }

    @Test
    void givesBackWhatWasNotSettledWhenTheClientGoes() {
        send(250);
        TestConsumer consumer = open(250);
        List<String> handles = handles(consumer.awaitMessages(250));
        consumer.say(acknowledge(1, handles.subList(0, 50)));
        consumer.awaitOutcome(1);
        assertThat(face.router.queue("jobs").visible()).isZero();

        consumer.call().cancel("gone", null);

        Awaitility.await().until(() -> face.router.queue("jobs").visible() == 200);
        assertThat(face.router.executed(QueueCommand.ChangeVisibility.class)).hasSize(2);
        assertThat(face.router.parked()).isZero();
    }

    @Test
    void finishesWhatIsUnderWayWhenTheClientSaysNoMore() {
        send(3);
        TestConsumer consumer = open(10);
        List<String> handles = handles(consumer.awaitMessages(3));
        awaitParked();

        consumer.say(acknowledge(5, handles.subList(0, 1)));
        consumer.call().onCompleted();

        assertThat(consumer.awaitEnd().isOk()).isTrue();
        assertThat(consumer.awaitOutcome(5).getSucceeded()).isEqualTo(1);
        assertThat(face.router.queue("jobs").visible()).isEqualTo(2);
        assertThat(face.router.parked()).isZero();
    }

    @Test
    void endsWhenTheQueueIsDeleted() {
        TestConsumer consumer = open(10);
        awaitParked();

        face.router.delete("jobs");

        Status end = consumer.awaitEnd();
        assertThat(end.getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(end.getDescription()).isEqualTo("The specified queue does not exist.");
    }

    @Test
    void endsWithoutGivingBackWhenTheNodeStops() {
        send(1);
        TestConsumer consumer = open(10);
        consumer.awaitMessages(1);

        face.endpoint.stopStreams();

        assertThat(consumer.awaitEnd().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(face.router.queue("jobs").visible()).isZero();
    }

    @Test
    void refusesWhatMakesNoSense() {
        ConsumeRequest.Builder again = start(1);
        refuses("The first step of a stream, and only the first, must be start.", credit(1));
        refuses("The first step of a stream, and only the first, must be start.", start(1), again);
        refuses("A step of the stream has no content.", start(1), ConsumeRequest.newBuilder());
        refuses("Value 10001 for parameter Credit is invalid. Reason: Must be between 0 and 10000.", start(10_001));
        refuses("Value -1 for parameter Credit is invalid. Reason: Must be between 0 and 10000.", start(-1));
        refuses("Value 0 for parameter Messages is invalid. Reason: Must be between 1 and 10000.", start(1), credit(0));
        refuses(
                "Value 10000 for parameter Messages is invalid. Reason: More than 10000 messages of credit would be"
                        + " outstanding.",
                start(1),
                credit(10_000));
        refuses(
                "Maximum number of receipt handles per step are 100. You have sent 101.",
                start(1),
                acknowledge(1, Collections.nCopies(101, "x")));
        refuses(
                "Value 0 for parameter VisibilityTimeout is invalid. Reason: Must be between 1 and 43200.",
                start(1),
                ConsumeRequest.newBuilder().setExtend(ConsumeExtend.newBuilder().addReceiptHandles("x")));
        refuses(
                "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and 43200.",
                start(1),
                ConsumeRequest.newBuilder()
                        .setRelease(ConsumeRelease.newBuilder().setVisibilityTimeout(43_201)));
    }

    private void refuses(String text, ConsumeRequest.Builder... steps) {
        TestConsumer consumer = TestConsumer.open(face.channel);
        for (ConsumeRequest.Builder step : steps) {
            consumer.say(step);
        }
        Status end = consumer.awaitEnd();
        assertThat(end.getDescription()).isEqualTo(text);
        assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void refusesAQueueThatIsNotThere() {
        TestConsumer consumer = TestConsumer.open(face.channel)
                .say(ConsumeRequest.newBuilder()
                        .setStart(ConsumeStart.newBuilder().setQueueUrl("none")));

        assertThat(consumer.awaitEnd().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void remembersSoManyHeldMessagesAndNoMore() {
        HeldMessages held = new HeldMessages(0);
        for (long sequence = 0; sequence <= HeldMessages.HELD_MAX; sequence++) {
            held.add(new QueueCommand.Receipt(sequence, 1), sequence);
        }

        assertThat(held.size()).isEqualTo(HeldMessages.HELD_MAX);
        assertThat(held.take(1).get(0).receipt().sequence()).isEqualTo(1);
    }
}
