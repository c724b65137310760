package io.sluice.node.edge.queue;

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
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupEntry;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.GroupState;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What AWS has no operations for: message groups that fail, looked at and mended by hand. */
final class GroupTasks {
    private final QueueRouting routing;
    private final CallIds ids;
    private final Receipts receipts;

    GroupTasks(QueueRouting routing, CallIds ids, Receipts receipts) {
        this.routing = routing;
        this.ids = ids;
        this.receipts = receipts;
    }

    CompletableFuture<SetGroupPolicyResponse> setPolicy(ApiCall call, SetGroupPolicyRequest request) {
        return change(
                        call,
                        request.getQueueUrl(),
                        request.getRequestId(),
                        ApiOperation.SET_GROUP_POLICY,
                        place -> policy(request).then(policy -> Checked.good(new GroupChange.SetPolicy(policy))))
                .thenApply(reply -> SetGroupPolicyResponse.getDefaultInstance());
    }

    private static Checked<GroupPolicy> policy(SetGroupPolicyRequest request) {
        Optional<GroupPolicy.Action> action = named(GroupPolicy.Action.values(), request.getOnPoison());
        if (action.isEmpty()) {
            return Checked.bad(QueueErrors.value(request.getOnPoison(), "OnPoison", "Must be block, skip or park."));
        }
        int receivesMax = request.getMaxReceiveCount();
        if (action.get() == GroupPolicy.Action.BLOCK) {
            return receivesMax == 0
                    ? Checked.good(GroupPolicy.AWS)
                    : Checked.bad(QueueErrors.value(receivesMax, "MaxReceiveCount", "Must be 0 to block."));
        }
        return receivesMax >= 1 && receivesMax <= Limits.RECEIVES_MAX
                ? Checked.good(new GroupPolicy(action.get(), receivesMax))
                : Checked.bad(QueueErrors.value(
                        receivesMax, "MaxReceiveCount", "Must be between 1 and 1000 to skip or park."));
    }

    CompletableFuture<SkipMessageGroupHeadResponse> skip(ApiCall call, SkipMessageGroupHeadRequest request) {
        return change(
                        call,
                        request.getQueueUrl(),
                        request.getRequestId(),
                        ApiOperation.SKIP_MESSAGE_GROUP_HEAD,
                        place -> group(request.getMessageGroupId())
                                .then(group -> Checked.good(new GroupChange.Skip(group, request.getDiscard()))))
                .thenApply(reply -> SkipMessageGroupHeadResponse.newBuilder()
                        .setMessageId(reply.skipped()
                                .map(origin -> MessageIds.of(origin.queue(), origin.sequence()))
                                .orElse(""))
                        .build());
    }

    CompletableFuture<ParkMessageGroupResponse> park(ApiCall call, ParkMessageGroupRequest request) {
        return change(
                        call,
                        request.getQueueUrl(),
                        request.getRequestId(),
                        ApiOperation.PARK_MESSAGE_GROUP,
                        place -> group(request.getMessageGroupId())
                                .then(group -> Checked.good(new GroupChange.Park(group))))
                .thenApply(reply -> ParkMessageGroupResponse.getDefaultInstance());
    }

    CompletableFuture<ResumeMessageGroupResponse> resume(ApiCall call, ResumeMessageGroupRequest request) {
        return change(
                        call,
                        request.getQueueUrl(),
                        request.getRequestId(),
                        ApiOperation.RESUME_MESSAGE_GROUP,
                        place -> group(request.getMessageGroupId())
                                .then(group -> Checked.good(new GroupChange.Resume(group))))
                .thenApply(reply -> ResumeMessageGroupResponse.getDefaultInstance());
    }

    CompletableFuture<ReleaseMessageGroupResponse> release(ApiCall call, ReleaseMessageGroupRequest request) {
        String handle = request.getReceiptHandle();
        return change(
                        call,
                        request.getQueueUrl(),
                        request.getRequestId(),
                        ApiOperation.RELEASE_MESSAGE_GROUP,
                        place -> receipt(place, handle))
                .thenApply(reply -> ReleaseMessageGroupResponse.newBuilder()
                        .setReleased((int) reply.messages())
                        .build());
    }

    private Checked<GroupChange> receipt(Place place, String handle) {
        ApiError unready = receipts.unready();
        return unready != null
                ? Checked.bad(unready)
                : receipts.open(place.queue(), handle).then(receipt -> Checked.good(new GroupChange.Release(receipt)));
    }

    private static Checked<String> group(String group) {
        if (group.isEmpty()) {
            return Checked.bad(QueueErrors.missing("MessageGroupId"));
        }
        ApiError problem = MessageGroups.problem(group);
        return problem == null ? Checked.good(group) : Checked.bad(problem);
    }

    private CompletableFuture<Reply.GroupChanged> change(
            ApiCall call,
            String queueUrl,
            String requestId,
            ApiOperation operation,
            Function<Place, Checked<? extends GroupChange>> read) {
        return routing.locate(call, queueUrl).thenCompose(place -> {
            boolean ofTenants =
                    operation == ApiOperation.PARK_MESSAGE_GROUP || operation == ApiOperation.RESUME_MESSAGE_GROUP;
            if (!place.isFifo() && !ofTenants) {
                return ApiFailure.future(QueueErrors.noGroups());
            }
            return read.apply(place)
                    .compose(change -> ids.of(requestId, operation, place.name())
                            .compose(id -> routing.execute(
                                    call, place, id.only(), new QueueCommand.ChangeGroups(place.queue(), change))))
                    .thenApply(reply -> QueueRouting.expect(Reply.GroupChanged.class, reply, place.name()));
        });
    }

    CompletableFuture<ListMessageGroupsResponse> list(ApiCall call, ListMessageGroupsRequest request) {
        int groupsMax = request.hasMaxResults() ? request.getMaxResults() : Limits.GROUPS_PAGE_MAX;
        ApiError problem = PageTokens.lengthProblem(groupsMax, Limits.GROUPS_PAGE_MAX);
        if (problem != null) {
            return ApiFailure.future(problem);
        }
        Optional<GroupState> state = named(GroupState.values(), request.getState());
        if (state.isEmpty() && !request.getState().isEmpty()) {
            return ApiFailure.future(QueueErrors.value(
                    request.getState(),
                    "State",
                    "Must be ready, busy, blocked, delayed, limited or parked, if provided."));
        }
        return PageTokens.after(request.getNextToken())
                .then(GroupTasks::number)
                .compose(after -> routing.locate(call, request.getQueueUrl())
                        .thenCompose(place -> routing.query(
                                        call,
                                        place.tablet(),
                                        new Query.ListGroups(place.queue(), state, after, groupsMax))
                                .thenApply(
                                        reply -> page(QueueRouting.expect(Reply.Groups.class, reply, place.name())))));
    }

    private static Checked<Long> number(String token) {
        if (token.isEmpty()) {
            return Checked.good(0L);
        }
        return token.matches("[0-9]{1,18}") ? Checked.good(Long.parseLong(token)) : PageTokens.foreign();
    }

    private static ListMessageGroupsResponse page(Reply.Groups groups) {
        ListMessageGroupsResponse.Builder page = ListMessageGroupsResponse.newBuilder()
                .setOnPoison(text(groups.policy().action()))
                .setMaxReceiveCount(groups.policy().receivesMax())
                .setParkedGroups(groups.parked());
        for (GroupEntry group : groups.groups()) {
            page.addGroups(MessageGroup.newBuilder()
                    .setMessageGroupId(group.name())
                    .setState(text(group.state()))
                    .setVisible(group.visible())
                    .setInFlight(group.inFlight())
                    .setDelayed(group.delayed())
                    .setHeadMessageId(group.head()
                            .map(origin -> MessageIds.of(origin.queue(), origin.sequence()))
                            .orElse(""))
                    .setHeadReceiveCount(group.headReceives())
                    .setSinceTimestamp(group.sinceMillis())
                    .setBlockedUntilTimestamp(group.untilMillis()));
        }
        if (groups.next() != 0) {
            page.setNextToken(PageTokens.of(Long.toString(groups.next())));
        }
        return page.build();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String text) {
        for (E value : values) {
            if (text(value).equals(text)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
