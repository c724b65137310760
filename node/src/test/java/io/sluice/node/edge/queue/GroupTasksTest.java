package io.sluice.node.edge.queue;

import static io.sluice.node.edge.queue.Face.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.sluice.api.v1.ListMessageGroupsRequest;
import io.sluice.api.v1.ListMessageGroupsResponse;
import io.sluice.api.v1.MessageGroup;
import io.sluice.api.v1.ParkMessageGroupRequest;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.ResumeMessageGroupRequest;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SetGroupPolicyRequest;
import io.sluice.api.v1.SkipMessageGroupHeadRequest;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GroupTasksTest {
    private final Face face = new Face();

    @BeforeEach
    void aFifoQueue() {
        face.create("jobs.fifo", Map.of("FifoQueue", "true", "ContentBasedDeduplication", "true"));
    }

    @AfterEach
    void close() {
        face.close();
    }

    private List<GroupChange> changes() {
        return face.router.executed(QueueCommand.ChangeGroups.class).stream()
                .map(one -> ((QueueCommand.ChangeGroups) one.command()).change())
                .toList();
    }

    private ResourceId queue() {
        return face.router.placed("jobs.fifo").resource();
    }

    private static SetGroupPolicyRequest policy(String onPoison, int receives) {
        return SetGroupPolicyRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setOnPoison(onPoison)
                .setMaxReceiveCount(receives)
                .build();
    }

    @Test
    void setsAPolicy() {
        for (SetGroupPolicyRequest request : List.of(policy("park", 1), policy("skip", 1000), policy("block", 0))) {
            var unused = face.queues.setGroupPolicy(request);
        }

        assertThat(changes())
                .containsExactly(
                        new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.PARK, 1)),
                        new GroupChange.SetPolicy(new GroupPolicy(GroupPolicy.Action.SKIP, 1000)),
                        new GroupChange.SetPolicy(GroupPolicy.AWS));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "stop | 1 | Value stop for parameter OnPoison is invalid. Reason: Must be block, skip or park.",
                "block | 1 | Value 1 for parameter MaxReceiveCount is invalid. Reason: Must be 0 to block.",
                "park | 0 | Value 0 for parameter MaxReceiveCount is invalid. Reason: Must be between 1 and 1000"
                        + " to skip or park.",
                "park | 1001 | Value 1001 for parameter MaxReceiveCount is invalid. Reason: Must be between 1 and 1000"
                        + " to skip or park.",
            })
    void saysWhatIsWrongWithAPolicy(String onPoison, int receives, String text) {
        assertFails(
                () -> face.queues.setGroupPolicy(policy(onPoison, receives)),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                text);
    }

    @Test
    void listsGroupsInPages() {
        ListMessageGroupsRequest first = ListMessageGroupsRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setState("parked")
                .setMaxResults(7)
                .build();
        ListMessageGroupsResponse page = face.queues.listMessageGroups(first);
        ListMessageGroupsResponse next = face.queues.listMessageGroups(
                first.toBuilder().setNextToken(page.getNextToken()).build());

        assertThat(page.getOnPoison()).isEqualTo("park");
        assertThat(page.getMaxReceiveCount()).isEqualTo(4);
        assertThat(page.getParkedGroups()).isEqualTo(9);
        assertThat(page.getGroups(0))
                .isEqualTo(MessageGroup.newBuilder()
                        .setMessageGroupId("after-0")
                        .setState("parked")
                        .setVisible(2)
                        .setInFlight(1)
                        .setHeadMessageId(MessageIds.of(queue(), 5))
                        .setHeadReceiveCount(3)
                        .setSinceTimestamp(FakeQueue.NOW_MILLIS)
                        .setBlockedUntilTimestamp(FakeQueue.NOW_MILLIS + 1_000)
                        .build());
        assertThat(next.getGroups(0).getMessageGroupId()).isEqualTo("after-7");
    }

    @Test
    void refusesListingsThatMakeNoSense() {
        ListMessageGroupsRequest.Builder request =
                ListMessageGroupsRequest.newBuilder().setQueueUrl("jobs.fifo");

        assertFails(
                () -> face.queues.listMessageGroups(request.setState("odd").build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value odd for parameter State is invalid. Reason: Must be ready, busy, blocked, delayed, limited or"
                        + " parked, if provided.");
        assertFails(
                () -> face.queues.listMessageGroups(
                        request.clearState().setMaxResults(101).build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Value 101 for parameter MaxResults is invalid. Reason: Must be between 1 and 100, if provided.");
        assertFails(
                () -> face.queues.listMessageGroups(
                        request.clearMaxResults().setNextToken("odd").build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Invalid or expired next token.");
    }

    @Test
    void skipsParksAndResumes() {
        String skipped = face.queues
                .skipMessageGroupHead(SkipMessageGroupHeadRequest.newBuilder()
                        .setQueueUrl("jobs.fifo")
                        .setMessageGroupId("g")
                        .setDiscard(true)
                        .build())
                .getMessageId();
        var parked = face.queues.parkMessageGroup(ParkMessageGroupRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setMessageGroupId("g")
                .build());
        var resumed = face.queues.resumeMessageGroup(ResumeMessageGroupRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setMessageGroupId("g")
                .build());

        assertThat(skipped).isEqualTo(MessageIds.of(queue(), 5));
        assertThat(parked).isNotNull();
        assertThat(resumed).isNotNull();
        assertThat(changes())
                .containsExactly(
                        new GroupChange.Skip("g", true), new GroupChange.Park("g"), new GroupChange.Resume("g"));
    }

    @Test
    void releasesByAReceipt() {
        var unused = face.queues.sendMessage(SendMessageRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setMessageGroupId("g")
                .setMessageBody("a")
                .build());
        String receipt = face.queues
                .receiveMessage(ReceiveMessageRequest.newBuilder()
                        .setQueueUrl("jobs.fifo")
                        .build())
                .getMessages(0)
                .getReceiptHandle();
        ReleaseMessageGroupRequest.Builder request =
                ReleaseMessageGroupRequest.newBuilder().setQueueUrl("jobs.fifo");

        assertThat(face.queues
                        .releaseMessageGroup(request.setReceiptHandle(receipt).build())
                        .getReleased())
                .isEqualTo(3);
        assertFails(
                () -> face.queues.releaseMessageGroup(
                        request.setReceiptHandle("odd").build()),
                Status.Code.INVALID_ARGUMENT,
                "ReceiptHandleIsInvalid",
                "The input receipt handle \"odd\" is not a valid receipt handle.");
    }

    @Test
    void saysWhyAGroupCannotBeSkipped() {
        SkipMessageGroupHeadRequest.Builder request = SkipMessageGroupHeadRequest.newBuilder()
                .setQueueUrl("jobs.fifo")
                .setMessageGroupId("g");

        face.router.queue("jobs.fifo").refuseGroups(RejectionCode.NO_DEAD_LETTERS);
        assertFails(
                () -> face.queues.skipMessageGroupHead(request.build()),
                Status.Code.INVALID_ARGUMENT,
                "InvalidParameterValue",
                "Queue jobs.fifo has no dead-letter queue: set RedrivePolicy first, or discard.");
        face.router.queue("jobs.fifo").refuseGroups(RejectionCode.GROUP_MISSING);
        assertFails(
                () -> face.queues.skipMessageGroupHead(request.build()),
                Status.Code.NOT_FOUND,
                "ResourceNotFoundException",
                "Message group g of queue jobs.fifo has no message that is not delayed.");
        assertFails(
                () -> face.queues.skipMessageGroupHead(
                        request.clearMessageGroupId().build()),
                Status.Code.INVALID_ARGUMENT,
                "MissingParameter",
                "The request must contain the parameter MessageGroupId.");
    }

    @Test
    void tenantsOfStandardQueuesAreParkedAndResumed() {
        face.create("plain");

        var parked = face.queues.parkMessageGroup(ParkMessageGroupRequest.newBuilder()
                .setQueueUrl("plain")
                .setMessageGroupId("g")
                .build());
        var resumed = face.queues.resumeMessageGroup(ResumeMessageGroupRequest.newBuilder()
                .setQueueUrl("plain")
                .setMessageGroupId("g")
                .build());

        assertThat(List.of(parked, resumed)).hasSize(2);
        assertThat(changes()).containsExactly(new GroupChange.Park("g"), new GroupChange.Resume("g"));
    }

    @Test
    void groupsOfStandardQueuesHaveNoFirst() {
        face.create("plain");

        assertFails(
                () -> face.queues.skipMessageGroupHead(SkipMessageGroupHeadRequest.newBuilder()
                        .setQueueUrl("plain")
                        .setMessageGroupId("g")
                        .build()),
                Status.Code.UNIMPLEMENTED,
                "UnsupportedOperation",
                "Message groups are those of FIFO queues, and this is a standard queue.");
    }
}
