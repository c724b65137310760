package io.sluice.node.edge.queue;

import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.AddPermissionResponse;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.RemovePermissionResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Adds statements to the policies of queues and takes them away. A change is read, made here, and stored
 * only if nobody was faster; if somebody was, it is made again upon what is there now.
 */
final class Permissions {
    /** Somebody who loses so often against others is told to come again. */
    static final int ATTEMPTS_MAX = 10;

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final CallIds ids;

    Permissions(QueueRouting routing, QueueAddresses addresses, CallIds ids) {
        this.routing = routing;
        this.addresses = addresses;
        this.ids = ids;
    }

    /** What a policy shall become, or why it shall not. */
    private interface Edit extends Function<String, Checked<String>> {}

    CompletableFuture<AddPermissionResponse> add(ApiCall call, AddPermissionRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> Grant.of(request)
                        .compose(grant -> ids.of(request.getRequestId(), ApiOperation.ADD_PERMISSION, place.name())
                                .compose(id -> change(
                                        call,
                                        place,
                                        id,
                                        policy -> PolicyDocument.granted(policy, grant, addresses.arn(place.name())),
                                        ATTEMPTS_MAX))))
                .thenApply(done -> AddPermissionResponse.getDefaultInstance());
    }

    CompletableFuture<RemovePermissionResponse> remove(ApiCall call, RemovePermissionRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> Grant.label(request.getLabel())
                        .compose(label -> ids.of(request.getRequestId(), ApiOperation.REMOVE_PERMISSION, place.name())
                                .compose(id -> change(
                                        call,
                                        place,
                                        id,
                                        policy -> PolicyDocument.revoked(policy, label),
                                        ATTEMPTS_MAX))))
                .thenApply(done -> RemovePermissionResponse.getDefaultInstance());
    }

    private CompletableFuture<Reply> change(ApiCall call, Place place, CallId id, Edit edit, int attempts) {
        return routing.query(call, place.tablet(), new Query.DescribeQueue(place.queue()))
                .thenApply(reply -> QueueRouting.expect(Reply.QueueDescribed.class, reply, place.name()))
                .thenCompose(queue -> {
                    String policy = queue.attributes().getOrDefault(QueueAttribute.POLICY.awsName(), "");
                    Checked<String> edited = edit.apply(policy);
                    // The no of an edit goes through the log too, as a change of nothing: if this call was made
                    // before and its answer lost, the policy has the change already, and the kept reply says yes.
                    String replacement = edited.match(Function.identity(), error -> policy);
                    return routing.execute(
                                    call,
                                    place,
                                    id.only(),
                                    new QueueCommand.ReplacePolicy(place.queue(), policy, replacement))
                            .thenCompose(reply -> told(call, place, id, edit, attempts, edited, reply));
                });
    }

    private CompletableFuture<Reply> told(
            ApiCall call, Place place, CallId id, Edit edit, int attempts, Checked<String> edited, Reply reply) {
        if (is(reply, RejectionCode.POLICY_CHANGED) && attempts > 1) {
            return change(call, place, id, edit, attempts - 1);
        }
        Optional<ApiError> refusal = edited.match(good -> Optional.empty(), Optional::of);
        if (is(reply, RejectionCode.POLICY_UNCHANGED) && refusal.isPresent()) {
            return ApiFailure.future(refusal.get());
        }
        return CompletableFuture.completedFuture(QueueRouting.expect(Reply.class, reply, place.name()));
    }

    private static boolean is(Reply reply, RejectionCode code) {
        return reply instanceof Reply.Rejected rejected && rejected.code() == code;
    }
}
