package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.UntagQueueRequest;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ErrorShape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TaggingTest {
    private static final String KEYS = "Tag keys must be between 1 and 128 characters in length.";

    private final Face face = new Face();

    @BeforeEach
    void create() {
        face.queues.createQueue(CreateQueueRequest.newBuilder()
                .setQueueName("jobs")
                .putTags("team", "blue")
                .build());
    }

    @AfterEach
    void close() {
        face.close();
    }

    private void tag(Map<String, String> tags) {
        face.queues.tagQueue(TagQueueRequest.newBuilder()
                .setQueueUrl("jobs")
                .putAllTags(tags)
                .setRequestId("one")
                .build());
    }

    private void untag(String... keys) {
        face.queues.untagQueue(UntagQueueRequest.newBuilder()
                .setQueueUrl("jobs")
                .addAllTagKeys(List.of(keys))
                .setRequestId("without " + List.of(keys).hashCode())
                .build());
    }

    private Map<String, String> tags(String queue) {
        return face.queues
                .listQueueTags(
                        ListQueueTagsRequest.newBuilder().setQueueUrl(queue).build())
                .getTagsMap();
    }

    @Test
    void addsTakesAwayAndLists() {
        tag(Map.of("cost", "", "team", "green"));
        assertThat(tags("jobs")).isEqualTo(Map.of("cost", "", "team", "green"));

        untag("team", "none");
        assertThat(tags("jobs")).isEqualTo(Map.of("cost", ""));

        untag("cost");
        assertThat(tags("jobs")).isEmpty();
    }

    @Test
    void goesToTheTabletUnderTheIdOfTheCall() {
        tag(Map.of("a", "b"));
        tag(Map.of("a", "b"));
        untag("a");

        List<FakeRouter.Executed> tagged = face.router.executed(QueueCommand.Tag.class);
        assertThat(tagged).hasSize(2);
        assertThat(tagged.get(0).id()).isEqualTo(tagged.get(1).id());
        assertThat(face.router.executed(QueueCommand.Untag.class))
                .allSatisfy(untagged ->
                        assertThat(untagged.id()).isNotEqualTo(tagged.get(0).id()));
    }

    @Test
    void takesKeysAndValuesUpToTheirLengths() {
        String longestKey = "😀".repeat(128);
        String longestValue = "v".repeat(256);
        tag(Map.of(longestKey, longestValue));
        assertThat(tags("jobs")).containsEntry(longestKey, longestValue);

        refused(() -> tag(Map.of("k".repeat(129), "")), KEYS);
        refused(() -> tag(Map.of("", "v")), KEYS);
        refused(() -> tag(Map.of("k", "v".repeat(257))), "Tag values must be between 0 and 256 characters in length.");
        refused(() -> untag(), KEYS);
        refused(() -> untag(""), KEYS);
        refused(() -> untag("a", "k".repeat(129)), KEYS);
    }

    @Test
    void refusesMoreThanFiftyAtOnceOrInAll() {
        Map<String, String> tags = new HashMap<>();
        for (int i = 0; i < 51; i++) {
            tags.put("k" + i, "");
        }

        refused(() -> tag(tags), "Too many tags added for queue jobs.");
        var full = new Reply.Rejected(RejectionCode.TOO_MANY_TAGS, "50");
        var name = Face.ADDRESSES.creatable(Face.ACCOUNT, "jobs").match(good -> good, bad -> {
            throw new AssertionError(bad.text());
        });
        assertThat(QueueErrors.rejected(full, name).text()).isEqualTo("Too many tags added for queue jobs.");
        assertThat(QueueErrors.rejected(full, name).shape()).isEqualTo(ErrorShape.INVALID_PARAMETER_VALUE);
    }

    private static void refused(ThrowingCallable call, String text) {
        assertFails(call, Status.Code.INVALID_ARGUMENT, "InvalidParameterValue", text);
    }

    @Test
    void missesWhatIsNotThere() {
        assertFails(
                () -> tag(Map.of()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter Tags.");
        assertFails(
                () -> tags("other"), Status.Code.NOT_FOUND, "QueueDoesNotExist", "The specified queue does not exist.");
    }
}
