package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ListQueuesResponse;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LifecycleTest {
    private static final String MISSING = "The specified queue does not exist.";

    private final Face face = new Face();

    @AfterEach
    void close() {
        face.close();
    }

    private static CreateQueueRequest creation(String name, Map<String, String> attributes) {
        return CreateQueueRequest.newBuilder()
                .setQueueName(name)
                .putAllAttributes(attributes)
                .setRequestId("one")
                .build();
    }

    @Test
    void createsInThreeStepsWithIdsThatARetryRepeats() {
        var first = face.queues.createQueue(creation("jobs", Map.of()));
        List<FakeRouter.Executed> steps = face.router.executed();
        var second = face.queues.createQueue(creation("jobs", Map.of()));

        assertThat(first.getQueueUrl()).isEqualTo("http://127.0.0.1:4566/000000000000/jobs");
        assertThat(second).isEqualTo(first);
        assertThat(steps)
                .extracting(step -> (Object) step.command().getClass())
                .containsExactly(
                        CatalogCommand.Reserve.class, QueueCommand.Create.class, CatalogCommand.Activate.class);
        assertThat(steps)
                .extracting(FakeRouter.Executed::tablet)
                .containsExactly(TabletId.CATALOG, FakeRouter.DATA, TabletId.CATALOG);
        assertThat(steps).extracting(FakeRouter.Executed::id).doesNotHaveDuplicates();
        assertThat(face.router.executed().subList(3, 6))
                .extracting(FakeRouter.Executed::id)
                .isEqualTo(steps.stream().map(FakeRouter.Executed::id).toList());
    }

    @Test
    void comparesTheGivenAttributesOfAQueueThatIsThere() {
        String url = face.create("jobs", Map.of("VisibilityTimeout", "40"));

        assertThat(face.create("jobs")).isEqualTo(url);
        assertThat(face.create("jobs", Map.of("VisibilityTimeout", "40"))).isEqualTo(url);
        assertFails(
                () -> face.create("jobs", Map.of("VisibilityTimeout", "41")),
                Status.Code.ALREADY_EXISTS,
                "QueueNameExists",
                "A queue already exists with the same name and a different value for attribute VisibilityTimeout");
    }

    @Test
    void refusesNames() {
        assertFails(
                () -> face.create(""),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter QueueName.");
        String text = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        for (String name : List.of("a b", "a.fifo", "n".repeat(81))) {
            assertFails(() -> face.create(name), Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
        }
        assertFails(
                () -> face.create("jobs", Map.of("FifoQueue", "true")),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end"
                        + " with .fifo suffix and be 1 to 80 in length");
        assertFails(
                () -> face.create("blocked"),
                Status.Code.FAILED_PRECONDITION,
                "QueueDeletedRecently",
                "You must wait 60 seconds after deleting a queue before you can create another with the same name.");
    }

    @Test
    void deletesEvenIfTheRowsCannotBeDroppedNow() {
        face.create("jobs");
        face.create("mail");
        face.router.failAlways(TabletCommand.DropResource.class);

        face.queues.deleteQueue(
                DeleteQueueRequest.newBuilder().setQueueUrl("jobs").build());

        assertFails(() -> url("jobs"), Status.Code.NOT_FOUND, "QueueDoesNotExist", MISSING);
        assertThat(url("mail")).endsWith("/mail");
        assertFails(
                () -> face.queues.deleteQueue(
                        DeleteQueueRequest.newBuilder().setQueueUrl("jobs").build()),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                MISSING);
    }

    private String url(String name) {
        return face.queues
                .getQueueUrl(GetQueueUrlRequest.newBuilder().setQueueName(name).build())
                .getQueueUrl();
    }

    @Test
    void saysOfAQueueThatItsTabletHasLostThatThereIsNone() {
        face.create("jobs");
        face.router.lose("jobs");

        assertFails(
                () -> face.queues.purgeQueue(
                        PurgeQueueRequest.newBuilder().setQueueUrl("jobs").build()),
                Status.Code.NOT_FOUND,
                "QueueDoesNotExist",
                MISSING);
    }

    @Test
    void purgesOnceAMinute() {
        face.create("jobs");
        PurgeQueueRequest request =
                PurgeQueueRequest.newBuilder().setQueueUrl("jobs").build();
        face.queues.purgeQueue(request);

        assertFails(
                () -> face.queues.purgeQueue(request),
                Status.Code.FAILED_PRECONDITION,
                "PurgeQueueInProgress",
                "Only one PurgeQueue operation on jobs is allowed every 60 seconds.");
    }

    @Test
    void listsByPrefixAndPage() {
        for (String name : List.of("b1", "a2", "a1", "a3")) {
            face.create(name);
        }

        ListQueuesResponse first = list("a", "", 2);
        ListQueuesResponse second = list("a", first.getNextToken(), 2);

        assertThat(first.getQueueUrlsList())
                .extracting(url -> url.substring(url.length() - 2))
                .containsExactly("a1", "a2");
        assertThat(second.getQueueUrlsList())
                .extracting(url -> url.substring(url.length() - 2))
                .containsExactly("a3");
        assertThat(second.getNextToken()).isEmpty();
        assertThat(list("", first.getNextToken(), 1).getQueueUrlsList()).hasSize(1);
        ListQueuesResponse unpaged = face.queues.listQueues(ListQueuesRequest.getDefaultInstance());
        assertThat(unpaged.getQueueUrlsCount()).isEqualTo(4);
        assertThat(unpaged.getNextToken()).isEmpty();
    }

    @Test
    void refusesPagesThatCannotBe() {
        for (int count : new int[] {0, -1, 1001}) {
            assertFails(
                    () -> list("", "", count),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Value " + count + " for parameter MaxResults is invalid. Reason: Must be between 1 and 1000, if"
                            + " provided.");
        }
        for (String token : List.of("%", "abc", "MA")) {
            assertFails(
                    () -> list("", token, 1),
                    Status.Code.INVALID_ARGUMENT,
                    "InvalidParameterValue",
                    "Invalid or expired next token.");
        }
    }

    private ListQueuesResponse list(String prefix, String token, int count) {
        return face.queues.listQueues(ListQueuesRequest.newBuilder()
                .setQueueNamePrefix(prefix)
                .setNextToken(token)
                .setMaxResults(count)
                .build());
    }

    private Map<String, String> attributes(String... names) {
        return face.queues
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl("jobs")
                        .addAllAttributeNames(List.of(names))
                        .build())
                .getAttributesMap();
    }

    @Test
    void showsAttributesWithDefaults() {
        face.create("jobs", Map.of("VisibilityTimeout", "40"));

        assertThat(attributes()).isEmpty();
        assertThat(attributes("FifoQueue", "VisibilityTimeout", "DelaySeconds"))
                .isEqualTo(Map.of("VisibilityTimeout", "40", "DelaySeconds", "0"));
        assertThat(attributes("All"))
                .isEqualTo(Map.ofEntries(
                        Map.entry("DelaySeconds", "0"),
                        Map.entry("MaximumMessageSize", "1048576"),
                        Map.entry("MessageRetentionPeriod", "345600"),
                        Map.entry("ReceiveMessageWaitTimeSeconds", "0"),
                        Map.entry("VisibilityTimeout", "40"),
                        Map.entry("SqsManagedSseEnabled", "true"),
                        Map.entry("QueueArn", "arn:aws:sqs:us-east-1:000000000000:jobs"),
                        Map.entry("CreatedTimestamp", "1700000000"),
                        Map.entry("LastModifiedTimestamp", "1700000005"),
                        Map.entry("ApproximateNumberOfMessages", "0"),
                        Map.entry("ApproximateNumberOfMessagesNotVisible", "0"),
                        Map.entry("ApproximateNumberOfMessagesDelayed", "0")));
        assertFails(
                () -> attributes("Foobar"),
                Status.Code.INVALID_ARGUMENT,
                "InvalidAttributeName",
                "Unknown Attribute Foobar.");
    }

    @Test
    void changesAttributesAndShowsThem() {
        face.create("jobs");
        set(Map.of("KmsMasterKeyId", "alias/key", "KmsDataKeyReusePeriodSeconds", "300"));

        assertThat(attributes("All"))
                .containsEntry("KmsMasterKeyId", "alias/key")
                .containsEntry("SqsManagedSseEnabled", "false")
                .doesNotContainKey("KmsDataKeyReusePeriodSeconds");
        assertFails(
                () -> set(Map.of()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter Attributes.");
    }

    @Test
    void isEncryptedInTheWayThatWasChosenLast() {
        face.create("jobs", Map.of("KmsMasterKeyId", "alias/key", "KmsDataKeyReusePeriodSeconds", "60"));
        assertThat(attributes("All"))
                .containsEntry("KmsMasterKeyId", "alias/key")
                .containsEntry("KmsDataKeyReusePeriodSeconds", "60")
                .containsEntry("SqsManagedSseEnabled", "false");

        set(Map.of("SqsManagedSseEnabled", "TRUE"));
        assertThat(attributes("All")).doesNotContainKey("KmsMasterKeyId").containsEntry("SqsManagedSseEnabled", "true");

        set(Map.of("KmsMasterKeyId", "other"));
        assertThat(attributes("All"))
                .containsEntry("KmsMasterKeyId", "other")
                .containsEntry("SqsManagedSseEnabled", "false");

        set(Map.of("KmsMasterKeyId", ""));
        assertThat(attributes("All"))
                .doesNotContainKey("KmsMasterKeyId")
                .containsEntry("SqsManagedSseEnabled", "false");
    }

    private void set(Map<String, String> attributes) {
        face.queues.setQueueAttributes(SetQueueAttributesRequest.newBuilder()
                .setQueueUrl("jobs")
                .putAllAttributes(attributes)
                .build());
    }

    @Test
    void tellsFailuresOfTheCluster() {
        face.create("jobs");
        PurgeQueueRequest request =
                PurgeQueueRequest.newBuilder().setQueueUrl("jobs").build();

        face.router.failNext(ProposeFailure.overloaded("64 MiB wait"));
        assertFails(
                () -> face.queues.purgeQueue(request),
                Status.Code.RESOURCE_EXHAUSTED,
                "RequestThrottled",
                "Request is throttled: 64 MiB wait");
        face.router.failNext(ProposeFailure.unknown("no answer"));
        assertFails(
                () -> face.queues.purgeQueue(request),
                Status.Code.UNAVAILABLE,
                "ServiceUnavailable",
                "Service is unavailable: no answer");
    }
}
