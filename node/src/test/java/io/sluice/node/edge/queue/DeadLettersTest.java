package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.DeadLetterStory;
import io.sluice.api.v1.FailedReceive;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.node.command.Attempt;
import io.sluice.node.command.Death;
import io.sluice.node.command.Origin;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeadLettersTest {
    private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:";

    private final Face face = new Face();

    @BeforeEach
    void aDeadLetterQueue() {
        face.create("dead");
    }

    @AfterEach
    void close() {
        face.close();
    }

    static String policy(String target, Object count) {
        return "{\"deadLetterTargetArn\":\"" + ARN + target + "\",\"maxReceiveCount\":" + count + "}";
    }

    private void set(String queue, String name, String value) {
        var unused = face.queues.setQueueAttributes(SetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queue)
                .putAttributes(name, value)
                .build());
    }

    private Map<String, String> attributes(String queue) {
        return face.queues
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl(queue)
                        .addAttributeNames("All")
                        .build())
                .getAttributesMap();
    }

    private Redrive redriveTo(String name, int receivesMax) {
        return new Redrive(face.router.placed(name).resource(), FakeRouter.DATA, receivesMax, name);
    }

    @Test
    void findsTheQueueThatAPolicyNames() {
        face.create("jobs", Map.of("RedrivePolicy", policy("dead", 3)));

        assertThat(face.router.executed(QueueCommand.Create.class))
                .extracting(one -> ((QueueCommand.Create) one.command()).redrive())
                .containsExactly(Optional.empty(), Optional.of(redriveTo("dead", 3)));

        face.create("other");
        set("jobs", "RedrivePolicy", policy("other", "\"7\""));
        set("jobs", "VisibilityTimeout", "5");
        assertThat(face.router.queue("jobs").redrive()).contains(redriveTo("other", 7));
    }

    @Test
    void showsAPolicyInOneSpellingAndTheCountAsItWasGiven() {
        String spaced = " { \"maxReceiveCount\" : 3 , \"deadLetterTargetArn\" : \"" + ARN + "dead\" } ";
        face.create("jobs", Map.of("RedrivePolicy", spaced));

        assertThat(attributes("jobs")).containsEntry("RedrivePolicy", policy("dead", 3));
        assertThat(face.create("jobs", Map.of("RedrivePolicy", policy("dead", 3))))
                .endsWith("/jobs");
        set("jobs", "RedrivePolicy", policy("dead", "\"3\""));
        assertThat(attributes("jobs")).containsEntry("RedrivePolicy", policy("dead", "\"3\""));
        set("jobs", "RedrivePolicy", "");
        assertThat(attributes("jobs")).doesNotContainKey("RedrivePolicy");
        assertThat(face.router.queue("jobs").redrive()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | Redrive policy is not a valid JSON map.",
                "no | Redrive policy is not a valid JSON map.",
                "{} | Redrive policy does not contain mandatory attribute: deadLetterTargetArn.",
                "{\"deadLetterTargetArn\":\"a\"} | Redrive policy does not contain mandatory attribute:"
                        + " maxReceiveCount.",
                "{\"deadLetterTargetArn\":\"a\",\"maxReceiveCount\":1,\"x\":2} | Only following attributes are"
                        + " supported: [deadLetterTargetArn, maxReceiveCount].",
                "{\"deadLetterTargetArn\":\"a\",\"maxReceiveCount\":1} | Invalid value for deadLetterTargetArn.",
                "{\"deadLetterTargetArn\":5,\"maxReceiveCount\":1} | Invalid value for deadLetterTargetArn.",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:111111111111:dead\",\"maxReceiveCount\":1}"
                        + " | Dead-letter target owner should be same as the source.",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:000000000000:dead\",\"maxReceiveCount\":1}"
                        + " | Dead letter target does not exist.",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:none\",\"maxReceiveCount\":1}"
                        + " | Dead letter target does not exist.",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead.fifo\",\"maxReceiveCount\":1}"
                        + " | Dead-letter queue must be same type of queue as the source.",
                "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:jobs\",\"maxReceiveCount\":1}"
                        + " | Dead-letter queue must be another queue than the source.",
            })
    void refusesPoliciesInAwsWords(String policy, String reason) {
        String text = "Value " + policy + " for parameter RedrivePolicy is invalid. Reason: " + reason;

        assertFails(
                () -> face.create("jobs", Map.of("RedrivePolicy", policy)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                text);
        assertThat(face.router.executed(QueueCommand.Create.class)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1001, 1001",
        "-1, -1",
        "1.5, 1.5",
        "true, true",
        "\"x\", x",
        "\"1001\", 1001",
        "99999999999, 99999999999"
    })
    void takesCountsFromOneToAThousand(String count, String shown) {
        assertFails(
                () -> face.create("jobs", Map.of("RedrivePolicy", policy("dead", count))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + policy("dead", count) + " for parameter RedrivePolicy is invalid. Reason: Invalid value for"
                        + " maxReceiveCount: " + shown + ", valid values are from 1 to 1000 both inclusive.");
    }

    @Test
    void takesTheEndsOfTheRange() {
        face.create("one", Map.of("RedrivePolicy", policy("dead", 1)));
        face.create("thousand", Map.of("RedrivePolicy", policy("dead", "\"1000\"")));

        assertThat(face.router.queue("thousand").redrive()).contains(redriveTo("dead", 1000));
    }

    @Test
    void asksTheDeadLetterQueueForLeave() {
        String denied = "Value " + policy("dead", 3) + " for parameter RedrivePolicy is invalid. Reason: The"
                + " dead-letter queue's RedriveAllowPolicy does not allow this queue.";
        set("dead", "RedriveAllowPolicy", "{\"redrivePermission\":\"denyAll\"}");
        assertFails(
                () -> face.create("jobs", Map.of("RedrivePolicy", policy("dead", 3))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                denied);
        set(
                "dead",
                "RedriveAllowPolicy",
                "{\"redrivePermission\":\"byQueue\",\"sourceQueueArns\":[\"" + ARN + "jobs\"]}");
        face.create("jobs", Map.of("RedrivePolicy", policy("dead", 3)));
        assertFails(
                () -> face.create("other", Map.of("RedrivePolicy", policy("dead", 3))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                denied);
        set("dead", "RedriveAllowPolicy", "{\"redrivePermission\":\"allowAll\"}");
        face.create("other", Map.of("RedrivePolicy", policy("dead", 3)));
    }

    private ListDeadLetterSourceQueuesResponse sources(ListDeadLetterSourceQueuesRequest.Builder request) {
        return face.queues.listDeadLetterSourceQueues(
                request.setQueueUrl("dead").build());
    }

    @Test
    void listsSourcesInPages() {
        for (String name : List.of("c", "a", "b")) {
            face.create(name, Map.of("RedrivePolicy", policy("dead", 3)));
        }

        ListDeadLetterSourceQueuesResponse all = sources(ListDeadLetterSourceQueuesRequest.newBuilder());
        assertThat(all.getQueueUrlsList())
                .extracting(url -> url.substring(url.length() - 2))
                .containsExactly("/a", "/b", "/c");
        assertThat(all.getNextToken()).isEmpty();
        ListDeadLetterSourceQueuesResponse first =
                sources(ListDeadLetterSourceQueuesRequest.newBuilder().setMaxResults(2));
        assertThat(first.getQueueUrlsCount()).isEqualTo(2);
        ListDeadLetterSourceQueuesResponse second = sources(
                ListDeadLetterSourceQueuesRequest.newBuilder().setMaxResults(2).setNextToken(first.getNextToken()));
        assertThat(second.getQueueUrlsList()).singleElement().asString().endsWith("/c");
        assertThat(second.getNextToken()).isEmpty();
    }

    @Test
    void refusesPagesAndQueuesInAwsWords() {
        for (int wrong : new int[] {0, 1001}) {
            assertFails(
                    () -> sources(ListDeadLetterSourceQueuesRequest.newBuilder().setMaxResults(wrong)),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + wrong + " for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if"
                            + " provided.");
        }
        assertFails(
                () -> sources(ListDeadLetterSourceQueuesRequest.newBuilder().setNextToken("?")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Invalid or expired next token.");
        assertFails(
                () -> face.queues.listDeadLetterSourceQueues(ListDeadLetterSourceQueuesRequest.newBuilder()
                        .setQueueUrl("none")
                        .build()),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                "The specified queue does not exist.");
    }

    @Test
    void showsADeadLetterUnderItsIdWithItsSource() {
        var unused = face.queues.sendMessage(SendMessageRequest.newBuilder()
                .setQueueUrl("dead")
                .setMessageBody("a")
                .build());
        ResourceId source = new ResourceId(7);
        face.router
                .queue("dead")
                .arriveFrom(Origin.at(source, 5)
                        .deadLetterOf(
                                source,
                                FakeRouter.DATA,
                                "jobs",
                                3,
                                Optional.of(new Death(
                                        Death.Cause.RECEIVES,
                                        9_000,
                                        List.of(new Attempt(3, 7_000, 8_000, "anna", "broken"))))));

        Message message = face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("dead")
                        .addMessageSystemAttributeNames("DeadLetterQueueSourceArn")
                        .build())
                .getMessages(0);

        assertThat(message.getMessageId()).isEqualTo(MessageIds.of(source, 5));
        assertThat(message.getAttributesMap()).isEqualTo(Map.of("DeadLetterQueueSourceArn", ARN + "jobs"));
        assertThat(message.getDeadLetter())
                .isEqualTo(DeadLetterStory.newBuilder()
                        .setReason("broken")
                        .setTimestamp(9_000)
                        .setSourceQueue("jobs")
                        .addFailedReceives(FailedReceive.newBuilder()
                                .setReceiveNumber(3)
                                .setConsumerName("anna")
                                .setReceivedTimestamp(7_000)
                                .setFailedTimestamp(8_000)
                                .setReason("broken"))
                        .build());
    }

    @Test
    void findsTheQueueThatAPolicyOfAFifoQueueNames() {
        face.create("dead.fifo", Map.of("FifoQueue", "true"));
        face.create("jobs.fifo", Map.of("FifoQueue", "true", "RedrivePolicy", policy("dead.fifo", 3)));

        assertThat(face.router.executed(QueueCommand.Create.class))
                .extracting(
                        one -> ((QueueCommand.Create) one.command()).redrive().isPresent())
                .containsExactly(false, false, true);
        assertFails(
                () -> face.create("bills.fifo", Map.of("FifoQueue", "true", "RedrivePolicy", policy("dead", 3))),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value " + policy("dead", 3) + " for parameter RedrivePolicy is invalid. Reason: Dead-letter queue must"
                        + " be same type of queue as the source.");
    }

    @Test
    void givesADeadLetterOfAFifoQueueTheIdOfItsMessageToBeToldApartBy() {
        face.create("dead.fifo", Map.of("FifoQueue", "true"));
        var unused = face.queues.sendMessage(SendMessageRequest.newBuilder()
                .setQueueUrl("dead.fifo")
                .setMessageBody("a")
                .setMessageGroupId("g")
                .setMessageDeduplicationId("mine")
                .build());
        ResourceId source = new ResourceId(7);
        face.router
                .queue("dead.fifo")
                .arriveFrom(
                        Origin.at(source, 5).deadLetterOf(source, FakeRouter.DATA, "jobs.fifo", 3, Optional.empty()));

        Message message = face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("dead.fifo")
                        .addMessageSystemAttributeNames("MessageDeduplicationId")
                        .addMessageSystemAttributeNames("MessageGroupId")
                        .addMessageSystemAttributeNames("DeadLetterQueueSourceArn")
                        .build())
                .getMessages(0);

        assertThat(message.getMessageId()).isEqualTo(MessageIds.of(source, 5));
        assertThat(message.getAttributesMap())
                .isEqualTo(Map.of(
                        "MessageDeduplicationId",
                        MessageIds.of(source, 5),
                        "MessageGroupId",
                        "g",
                        "DeadLetterQueueSourceArn",
                        ARN + "jobs.fifo"));
    }

    @Test
    void showsNoSourceOfAMessageThatIsNoDeadLetter() {
        var unused = face.queues.sendMessage(SendMessageRequest.newBuilder()
                .setQueueUrl("dead")
                .setMessageBody("a")
                .build());

        Message message = face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("dead")
                        .addMessageSystemAttributeNames("All")
                        .build())
                .getMessages(0);

        assertThat(message.getAttributesMap()).doesNotContainKey("DeadLetterQueueSourceArn");
    }
}
