package io.sluice.client;

import io.sluice.api.v1.ListMessageGroupsRequest;
import io.sluice.api.v1.ListMessageGroupsResponse;
import io.sluice.api.v1.MessageGroup;
import io.sluice.api.v1.ParkMessageGroupRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.ReleaseMessageGroupResponse;
import io.sluice.api.v1.ResumeMessageGroupRequest;
import io.sluice.api.v1.SetGroupPolicyRequest;
import io.sluice.api.v1.SkipMessageGroupHeadRequest;
import io.sluice.api.v1.SkipMessageGroupHeadResponse;
import java.time.Instant;

/**
 * Message groups of FIFO queues that fail, looked at and mended by hand. A queue is named by its name or its URL.
 * Every method throws {@link SluiceException} when there is no good answer in time. Thread-safe.
 */
public final class GroupClient {
    private final PromptCalls calls;

    GroupClient(PromptCalls calls) {
        this.calls = calls;
    }

    /** As AWS has it: a message that always fails is received on, and its group waits. */
    public void block(String queue) {
        setPolicy(queue, "block", 0);
    }

    /** After so many receives, 1 to 1000, the next one moves a message to the queue that RedrivePolicy names. */
    public void skipAfter(String queue, int receives) {
        setPolicy(queue, "skip", receives);
    }

    /** After so many receives of a message, 1 to 1000, the next one stops its group until it is resumed. */
    public void parkAfter(String queue, int receives) {
        setPolicy(queue, "park", receives);
    }

    private void setPolicy(String queue, String onPoison, int receives) {
        SetGroupPolicyRequest request = SetGroupPolicyRequest.newBuilder()
                .setQueueUrl(queue)
                .setOnPoison(onPoison)
                .setMaxReceiveCount(receives)
                .setRequestId(calls.requestId())
                .build();
        calls.await(QueueServiceGrpc.getSetGroupPolicyMethod(), request, queue, Done::of);
    }

    /**
     * A page of groups that have messages.
     *
     * @param state only groups in this state, such as {@code parked}; empty for all
     * @param groupsMax 1 to 100
     * @param nextToken from the former page; empty for the first
     */
    public GroupPage list(String queue, String state, int groupsMax, String nextToken) {
        ListMessageGroupsRequest request = ListMessageGroupsRequest.newBuilder()
                .setQueueUrl(queue)
                .setState(state)
                .setMaxResults(groupsMax)
                .setNextToken(nextToken)
                .build();
        return calls.await(QueueServiceGrpc.getListMessageGroupsMethod(), request, queue, GroupClient::page);
    }

    private static GroupPage page(ListMessageGroupsResponse page) {
        return new GroupPage(
                page.getGroupsList().stream().map(GroupClient::group).toList(),
                page.getNextToken(),
                page.getOnPoison(),
                page.getMaxReceiveCount(),
                page.getParkedGroups());
    }

    private static GroupInfo group(MessageGroup group) {
        return new GroupInfo(
                group.getMessageGroupId(),
                group.getState(),
                group.getVisible(),
                group.getInFlight(),
                group.getDelayed(),
                group.getHeadMessageId(),
                group.getHeadReceiveCount(),
                Instant.ofEpochMilli(group.getSinceTimestamp()),
                Instant.ofEpochMilli(group.getBlockedUntilTimestamp()));
    }

    /** Moves the first message of a group to the queue that RedrivePolicy names; gives its id. */
    public String skipHead(String queue, String group) {
        return skip(queue, group, false);
    }

    /** Deletes the first message of a group; gives its id. */
    public String discardHead(String queue, String group) {
        return skip(queue, group, true);
    }

    private String skip(String queue, String group, boolean discard) {
        SkipMessageGroupHeadRequest request = SkipMessageGroupHeadRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageGroupId(group)
                .setDiscard(discard)
                .setRequestId(calls.requestId())
                .build();
        return calls.await(
                QueueServiceGrpc.getSkipMessageGroupHeadMethod(),
                request,
                queue,
                SkipMessageGroupHeadResponse::getMessageId);
    }

    /** Stops a group: nothing of it is received until it is resumed. */
    public void park(String queue, String group) {
        ParkMessageGroupRequest request = ParkMessageGroupRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageGroupId(group)
                .setRequestId(calls.requestId())
                .build();
        calls.await(QueueServiceGrpc.getParkMessageGroupMethod(), request, queue, Done::of);
    }

    /** Lets a parked group go on, in order. */
    public void resume(String queue, String group) {
        ResumeMessageGroupRequest request = ResumeMessageGroupRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageGroupId(group)
                .setRequestId(calls.requestId())
                .build();
        calls.await(QueueServiceGrpc.getResumeMessageGroupMethod(), request, queue, Done::of);
    }

    /**
     * Gives a message back, and those of its group that the same receive brought after it: all are visible again at
     * once, in order. Gives their number.
     */
    public int release(String queue, String receipt) {
        ReleaseMessageGroupRequest request = ReleaseMessageGroupRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(receipt)
                .setRequestId(calls.requestId())
                .build();
        return calls.await(
                QueueServiceGrpc.getReleaseMessageGroupMethod(),
                request,
                queue,
                ReleaseMessageGroupResponse::getReleased);
    }
}
