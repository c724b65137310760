package io.sluice.client.fake;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ListMessageGroupsRequest;
import io.sluice.api.v1.ListMessageGroupsResponse;
import io.sluice.api.v1.MessageGroup;
import io.sluice.api.v1.ParkMessageGroupRequest;
import io.sluice.api.v1.ParkMessageGroupResponse;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.ReleaseMessageGroupResponse;
import io.sluice.api.v1.ResumeMessageGroupRequest;
import io.sluice.api.v1.ResumeMessageGroupResponse;
import io.sluice.api.v1.SetGroupPolicyRequest;
import io.sluice.api.v1.SetGroupPolicyResponse;
import io.sluice.api.v1.SkipMessageGroupHeadRequest;
import io.sluice.api.v1.SkipMessageGroupHeadResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The part of the fake's face that is about message groups: it tells back what it was told last. */
abstract class FakeGroups extends FakeSchedules {
    private final Told told;

    FakeGroups(FakeCluster cluster) {
        super(cluster);
        this.told = cluster.groups();
    }

    /** What any node was told. */
    static final class Told {
        private final List<String> parked = new CopyOnWriteArrayList<>();
        private volatile SetGroupPolicyRequest policy =
                SetGroupPolicyRequest.newBuilder().setOnPoison("block").build();
    }

    @Override
    public void setGroupPolicy(SetGroupPolicyRequest request, StreamObserver<SetGroupPolicyResponse> out) {
        told.policy = request;
        answer(out, SetGroupPolicyResponse.getDefaultInstance());
    }

    /** One parked group a page. */
    @Override
    public void listMessageGroups(ListMessageGroupsRequest request, StreamObserver<ListMessageGroupsResponse> out) {
        int from = request.getNextToken().isEmpty() ? 0 : Integer.parseInt(request.getNextToken());
        ListMessageGroupsResponse.Builder page = ListMessageGroupsResponse.newBuilder()
                .setOnPoison(told.policy.getOnPoison())
                .setMaxReceiveCount(told.policy.getMaxReceiveCount())
                .setParkedGroups(told.parked.size());
        if (from < told.parked.size()) {
            page.addGroups(MessageGroup.newBuilder()
                    .setMessageGroupId(told.parked.get(from))
                    .setState("parked")
                    .setVisible(2)
                    .setHeadMessageId("head")
                    .setHeadReceiveCount(3)
                    .setSinceTimestamp(1_700_000_000_000L));
        }
        answer(
                out,
                page.setNextToken(from + 1 < told.parked.size() ? Integer.toString(from + 1) : "")
                        .build());
    }

    @Override
    public void skipMessageGroupHead(
            SkipMessageGroupHeadRequest request, StreamObserver<SkipMessageGroupHeadResponse> out) {
        answer(
                out,
                SkipMessageGroupHeadResponse.newBuilder()
                        .setMessageId((request.getDiscard() ? "discarded-" : "skipped-") + request.getMessageGroupId())
                        .build());
    }

    @Override
    public void parkMessageGroup(ParkMessageGroupRequest request, StreamObserver<ParkMessageGroupResponse> out) {
        told.parked.add(request.getMessageGroupId());
        answer(out, ParkMessageGroupResponse.getDefaultInstance());
    }

    @Override
    public void resumeMessageGroup(ResumeMessageGroupRequest request, StreamObserver<ResumeMessageGroupResponse> out) {
        told.parked.remove(request.getMessageGroupId());
        answer(out, ResumeMessageGroupResponse.getDefaultInstance());
    }

    @Override
    public void releaseMessageGroup(
            ReleaseMessageGroupRequest request, StreamObserver<ReleaseMessageGroupResponse> out) {
        answer(out, ReleaseMessageGroupResponse.newBuilder().setReleased(4).build());
    }

    private static <R> void answer(StreamObserver<R> out, R response) {
        out.onNext(response);
        out.onCompleted();
    }
}
