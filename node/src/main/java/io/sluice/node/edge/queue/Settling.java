package io.sluice.node.edge.queue;

import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResultEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteMessageResponse;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Settles received messages: deletes them, or changes how long they stay hidden; alone and in batches. */
final class Settling {
    private static final String DELETE_ENTRY = "DeleteMessageBatchRequestEntry";
    private static final String VISIBILITY_ENTRY = "ChangeMessageVisibilityBatchRequestEntry";

    private final QueueRouting routing;
    private final CallIds ids;
    private final Receipts receipts;

    Settling(QueueRouting routing, CallIds ids, Receipts receipts) {
        this.routing = routing;
        this.ids = ids;
        this.receipts = receipts;
    }

    /** A found queue and the identity of a call on it. */
    private record Begun(Place place, CallId id) {}

    private CompletableFuture<Begun> begin(ApiCall call, String queueUrl, String requestId, ApiOperation operation) {
        return routing.locate(call, queueUrl).thenCompose(place -> {
            ApiError error = receipts.unready();
            return error != null
                    ? ApiFailure.future(error)
                    : ids.of(requestId, operation, place.name())
                            .then(id -> Checked.good(new Begun(place, id)))
                            .compose(CompletableFuture::completedFuture);
        });
    }

    CompletableFuture<DeleteMessageResponse> delete(ApiCall call, DeleteMessageRequest request) {
        return begin(call, request.getQueueUrl(), request.getRequestId(), ApiOperation.DELETE_MESSAGE)
                .thenCompose(begun -> {
                    Settlement settlement = new Settlement(begun.place(), receipts);
                    settlement.add("", request.getReceiptHandle());
                    return delete(call, begun, settlement);
                })
                .thenApply(settlement -> {
                    settlement.check();
                    return DeleteMessageResponse.getDefaultInstance();
                });
    }

    CompletableFuture<DeleteMessageBatchResponse> deleteBatch(ApiCall call, DeleteMessageBatchRequest request) {
        return begin(call, request.getQueueUrl(), request.getRequestId(), ApiOperation.DELETE_MESSAGE_BATCH)
                .thenCompose(begun -> {
                    ApiError error = Batches.problem(
                            request.getEntriesList(), DeleteMessageBatchRequestEntry::getId, DELETE_ENTRY);
                    if (error != null) {
                        return ApiFailure.<Settlement>future(error);
                    }
                    Settlement settlement = new Settlement(begun.place(), receipts);
                    for (DeleteMessageBatchRequestEntry entry : request.getEntriesList()) {
                        settlement.add(entry.getId(), entry.getReceiptHandle());
                    }
                    return delete(call, begun, settlement);
                })
                .thenApply(Settling::deleted);
    }

    private CompletableFuture<Settlement> delete(ApiCall call, Begun begun, Settlement settlement) {
        if (settlement.isEmpty()) {
            return CompletableFuture.completedFuture(settlement);
        }
        return routing.execute(call, begun.place(), begun.id().only(), settlement.deletion(false))
                .thenApply(settlement::deleted);
    }

    private static DeleteMessageBatchResponse deleted(Settlement settlement) {
        DeleteMessageBatchResponse.Builder response = DeleteMessageBatchResponse.newBuilder();
        for (String id : settlement.succeeded()) {
            response.addSuccessful(DeleteMessageBatchResultEntry.newBuilder().setId(id));
        }
        return response.addAllFailed(settlement.failed()).build();
    }

    CompletableFuture<ChangeMessageVisibilityResponse> hide(ApiCall call, ChangeMessageVisibilityRequest request) {
        return begin(call, request.getQueueUrl(), request.getRequestId(), ApiOperation.CHANGE_MESSAGE_VISIBILITY)
                .thenCompose(begun -> {
                    ApiError error = problem(request);
                    if (error != null) {
                        return ApiFailure.<Settlement>future(error);
                    }
                    Settlement settlement = new Settlement(begun.place(), receipts);
                    settlement.add("", request.getReceiptHandle(), request.getVisibilityTimeout());
                    return hide(call, begun, settlement, request.getReason());
                })
                .thenApply(settlement -> {
                    settlement.check();
                    return ChangeMessageVisibilityResponse.getDefaultInstance();
                });
    }

    private static @Nullable ApiError problem(ChangeMessageVisibilityRequest request) {
        if (request.getReceiptHandle().isEmpty()) {
            return QueueErrors.missing("ReceiptHandle");
        }
        ApiError error = request.hasVisibilityTimeout()
                ? Receives.hiding(request.getVisibilityTimeout())
                : QueueErrors.missing("VisibilityTimeout");
        return error == null ? Tracing.reason(request.getReason()) : error;
    }

    CompletableFuture<ChangeMessageVisibilityBatchResponse> hideBatch(
            ApiCall call, ChangeMessageVisibilityBatchRequest request) {
        return begin(call, request.getQueueUrl(), request.getRequestId(), ApiOperation.CHANGE_MESSAGE_VISIBILITY_BATCH)
                .thenCompose(begun -> {
                    ApiError error = Batches.problem(
                            request.getEntriesList(),
                            ChangeMessageVisibilityBatchRequestEntry::getId,
                            VISIBILITY_ENTRY);
                    if (error == null) {
                        error = Tracing.reason(request.getReason());
                    }
                    if (error != null) {
                        return ApiFailure.<Settlement>future(error);
                    }
                    Settlement settlement = new Settlement(begun.place(), receipts);
                    for (int i = 0; i < request.getEntriesCount(); i++) {
                        add(settlement, request.getEntries(i), i + 1);
                    }
                    return hide(call, begun, settlement, request.getReason());
                })
                .thenApply(Settling::hidden);
    }

    /** The model makes the time optional, but there is none that would be right to assume. */
    private static void add(Settlement settlement, ChangeMessageVisibilityBatchRequestEntry entry, int number) {
        ApiError error = entry.hasVisibilityTimeout()
                ? Receives.hiding(entry.getVisibilityTimeout())
                : QueueErrors.missing(VISIBILITY_ENTRY + "." + number + ".VisibilityTimeout");
        if (error != null) {
            settlement.fail(entry.getId(), error);
        } else {
            settlement.add(entry.getId(), entry.getReceiptHandle(), entry.getVisibilityTimeout());
        }
    }

    private CompletableFuture<Settlement> hide(ApiCall call, Begun begun, Settlement settlement, String reason) {
        if (settlement.isEmpty()) {
            return CompletableFuture.completedFuture(settlement);
        }
        return routing.execute(call, begun.place(), begun.id().only(), settlement.hiding(false, reason))
                .thenApply(settlement::hidden);
    }

    private static ChangeMessageVisibilityBatchResponse hidden(Settlement settlement) {
        ChangeMessageVisibilityBatchResponse.Builder response = ChangeMessageVisibilityBatchResponse.newBuilder();
        for (String id : settlement.succeeded()) {
            response.addSuccessful(
                    ChangeMessageVisibilityBatchResultEntry.newBuilder().setId(id));
        }
        return response.addAllFailed(settlement.failed()).build();
    }
}
