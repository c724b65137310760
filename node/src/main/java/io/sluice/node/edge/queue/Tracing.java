package io.sluice.node.edge.queue;

import io.sluice.api.v1.TraceEntry;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.TraceMessageResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tells what befell a message, and checks what users say for it. */
final class Tracing {
    private static final int CONSUMER_CHARS_MAX = 80;
    private static final int REASON_CHARS_MAX = 256;

    private final QueueRouting routing;

    Tracing(QueueRouting routing) {
        this.routing = routing;
    }

    /** What is wrong with a consumer's name; null when nothing is. */
    static @Nullable ApiError consumer(String name) {
        return name.length() <= CONSUMER_CHARS_MAX
                ? null
                : QueueErrors.value(name, "ConsumerName", "Must be at most 80 characters.");
    }

    /** What is wrong with a reason; null when nothing is. */
    static @Nullable ApiError reason(String reason) {
        return reason.length() <= REASON_CHARS_MAX
                ? null
                : QueueErrors.value(reason, "Reason", "Must be at most 256 characters.");
    }

    CompletableFuture<TraceMessageResponse> trace(ApiCall call, TraceMessageRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> origin(request.getMessageId())
                        .compose(origin -> routing.query(
                                call,
                                place.tablet(),
                                new Query.Trace(place.queue(), origin.queue(), origin.sequence())))
                        .thenApply(reply -> shown(QueueRouting.expect(Reply.Traced.class, reply, place.name()))));
    }

    private static Checked<MessageIds.Origin> origin(String messageId) {
        return MessageIds.read(messageId)
                .map(Checked::good)
                .orElseGet(() -> Checked.bad(QueueErrors.value(
                        messageId, "MessageId", "It is the id that a send or a receive of the message has given.")));
    }

    private static TraceMessageResponse shown(Reply.Traced traced) {
        TraceMessageResponse.Builder shown = TraceMessageResponse.newBuilder().setKept(traced.kept());
        for (TraceEvent event : traced.events()) {
            shown.addEntries(TraceEntry.newBuilder()
                    .setEvent(event.kind().name())
                    .setTimestamp(event.millis())
                    .setReceiveNumber(event.lease())
                    .setHiddenUntilTimestamp(event.untilMillis())
                    .setWho(event.who()));
        }
        return shown.build();
    }
}
