package io.sluice.node.edge.queue;

import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.node.command.Patience;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Receives messages, at once or after a wait. */
final class Receiving {
    private static final long MILLIS_PER_SECOND = 1000;

    private final QueueRouting routing;
    private final CallIds ids;
    private final Receipts receipts;
    private final MessageView.Maker views;

    Receiving(QueueRouting routing, CallIds ids, Receipts receipts, MessageView.Maker views) {
        this.routing = routing;
        this.ids = ids;
        this.receipts = receipts;
        this.views = views;
    }

    /** How long a receive may wait, in milliseconds: what it says, or the longest that its queue may say. */
    static long waitMillisMax(ReceiveMessageRequest request) {
        int seconds = request.hasWaitTimeSeconds() ? request.getWaitTimeSeconds() : Receives.WAIT_SECONDS_MAX;
        return Math.max(0, Math.min(seconds, Receives.WAIT_SECONDS_MAX)) * MILLIS_PER_SECOND;
    }

    CompletableFuture<ReceiveMessageResponse> receive(ApiCall call, ReceiveMessageRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            ApiError error = problem(request);
            if (error != null) {
                return ApiFailure.future(error);
            }
            return ids.of(request.getRequestId(), ApiOperation.RECEIVE_MESSAGE, place.name())
                    .compose(id -> views.view(
                                    request.getMessageSystemAttributeNamesList(),
                                    request.getAttributeNamesList(),
                                    request.getMessageAttributeNamesList())
                            .compose(view -> receive(call, place, id, request, view)));
        });
    }

    /** A node that could not make receipts must not lease messages. */
    private @Nullable ApiError problem(ReceiveMessageRequest request) {
        ApiError error = Receives.problem(request);
        if (error == null) {
            error = Tracing.consumer(request.getConsumerName());
        }
        return error == null ? receipts.unready() : error;
    }

    private CompletableFuture<ReceiveMessageResponse> receive(
            ApiCall call, Place place, CallId id, ReceiveMessageRequest request, MessageView view) {
        OptionalLong visibilityMillis = request.hasVisibilityTimeout()
                ? OptionalLong.of(request.getVisibilityTimeout() * MILLIS_PER_SECOND)
                : OptionalLong.empty();
        OptionalLong waitMillis = request.hasWaitTimeSeconds()
                ? OptionalLong.of(request.getWaitTimeSeconds() * MILLIS_PER_SECOND)
                : OptionalLong.empty();
        var command = new QueueCommand.Receive(
                place.queue(),
                request.hasMaxNumberOfMessages() ? request.getMaxNumberOfMessages() : 1,
                visibilityMillis,
                patience(request),
                // On a standard queue it says nothing.
                place.isFifo() ? request.getReceiveRequestAttemptId() : "",
                request.getConsumerName());
        return routing.poll(call, place, id.only(), command, waitMillis)
                .thenApply(reply -> show(place, view, QueueRouting.expect(Reply.Received.class, reply, place.name())));
    }

    private static Patience patience(ReceiveMessageRequest request) {
        if (!request.hasWaitTimeSeconds()) {
            return Patience.AS_THE_QUEUE;
        }
        return request.getWaitTimeSeconds() > 0 ? Patience.LONG : Patience.SHORT;
    }

    private static ReceiveMessageResponse show(Place place, MessageView view, Reply.Received received) {
        ReceiveMessageResponse.Builder response = ReceiveMessageResponse.newBuilder()
                .setWithheld(received.withheld().text());
        for (Reply.ReceivedOne one : received.messages()) {
            response.addMessages(view.show(place, one));
        }
        return response.build();
    }
}
