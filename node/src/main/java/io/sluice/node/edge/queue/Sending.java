package io.sluice.node.edge.queue;

import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends messages, alone and in batches. */
final class Sending {
    private static final String ENTRY_TYPE = "SendMessageBatchRequestEntry";

    private final QueueRouting routing;
    private final CallIds ids;
    private final Drafts drafts;

    Sending(QueueRouting routing, CallIds ids, Drafts drafts) {
        this.routing = routing;
        this.ids = ids;
        this.drafts = drafts;
    }

    CompletableFuture<SendMessageResponse> send(ApiCall call, SendMessageRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> ids.of(request.getRequestId(), ApiOperation.SEND_MESSAGE, place.name())
                        .compose(id -> drafts.of(call.account(), request, place.isFifo())
                                .compose(draft -> send(call, place, id, draft))));
    }

    private CompletableFuture<SendMessageResponse> send(ApiCall call, Place place, CallId id, Draft draft) {
        var command = new QueueCommand.Send(place.queue(), List.of(draft.outgoing()));
        return routing.execute(call, place, id.only(), command).thenApply(reply -> {
            Reply.Sent sent = QueueRouting.expect(Reply.Sent.class, reply, place.name());
            Reply.SentOne one =
                    QueueRouting.expect(Reply.SentOne.class, sent.messages().get(0), place.name());
            return SendMessageResponse.newBuilder()
                    .setMessageId(MessageIds.of(place.queue(), one.sequence()))
                    .setMd5OfMessageBody(draft.bodyMd5())
                    .setMd5OfMessageAttributes(draft.attributesMd5())
                    .setMd5OfMessageSystemAttributes(draft.systemMd5())
                    .setSequenceNumber(sequenceNumber(place, one))
                    .setReplayed(one.replayed())
                    .build();
        });
    }

    CompletableFuture<SendMessageBatchResponse> sendBatch(ApiCall call, SendMessageBatchRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            List<SendMessageBatchRequestEntry> entries = request.getEntriesList();
            ApiError error = problem(entries, place.isFifo());
            if (error != null) {
                return ApiFailure.future(error);
            }
            return ids.of(request.getRequestId(), ApiOperation.SEND_MESSAGE_BATCH, place.name())
                    .compose(id -> sendBatch(call, place, id, entries));
        });
    }

    private static @Nullable ApiError problem(List<SendMessageBatchRequestEntry> entries, boolean fifo) {
        ApiError error = Batches.problem(entries, SendMessageBatchRequestEntry::getId, ENTRY_TYPE);
        if (error == null && fifo) {
            // Not the entry fails but the call (AWS-validated behaviour).
            error = entries.stream().anyMatch(entry -> entry.getMessageGroupId().isEmpty())
                    ? QueueErrors.groupInBatch()
                    : null;
        }
        return error == null ? Batches.tooLong(entries) : error;
    }

    private static String sequenceNumber(Place place, Reply.SentOne one) {
        return place.isFifo() ? SequenceNumbers.of(one.sequence()) : "";
    }

    private CompletableFuture<SendMessageBatchResponse> sendBatch(
            ApiCall call, Place place, CallId id, List<SendMessageBatchRequestEntry> entries) {
        SendMessageBatchResponse.Builder response = SendMessageBatchResponse.newBuilder();
        List<String> names = new ArrayList<>(entries.size());
        List<Draft> good = new ArrayList<>(entries.size());
        List<Outgoing> outgoing = new ArrayList<>(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            String name = entries.get(i).getId();
            Checked<Draft> checked = drafts.of(call.account(), entries.get(i), i + 1, place.isFifo());
            if (checked instanceof Checked.Good<Draft> draft) {
                names.add(name);
                good.add(draft.value());
                outgoing.add(draft.value().outgoing());
            } else if (checked instanceof Checked.Bad<Draft> bad) {
                response.addFailed(Batches.failed(name, bad.error()));
            }
        }
        if (outgoing.isEmpty()) {
            return CompletableFuture.completedFuture(response.build());
        }
        return routing.execute(call, place, id.only(), new QueueCommand.Send(place.queue(), outgoing))
                .thenApply(reply -> {
                    Reply.Sent sent = QueueRouting.expect(Reply.Sent.class, reply, place.name());
                    for (int i = 0; i < names.size(); i++) {
                        write(
                                response,
                                place,
                                names.get(i),
                                good.get(i),
                                sent.messages().get(i));
                    }
                    return response.build();
                });
    }

    private static void write(
            SendMessageBatchResponse.Builder response, Place place, String name, Draft draft, Reply reply) {
        if (reply instanceof Reply.Rejected rejected) {
            ApiError error = rejected.code() == RejectionCode.MESSAGE_TOO_LONG
                    ? QueueErrors.entryTooLong(rejected.detail())
                    : QueueErrors.rejected(rejected, place.name());
            response.addFailed(Batches.failed(name, error));
            return;
        }
        Reply.SentOne one = (Reply.SentOne) reply;
        response.addSuccessful(SendMessageBatchResultEntry.newBuilder()
                .setId(name)
                .setMessageId(MessageIds.of(place.queue(), one.sequence()))
                .setMd5OfMessageBody(draft.bodyMd5())
                .setMd5OfMessageAttributes(draft.attributesMd5())
                .setMd5OfMessageSystemAttributes(draft.systemMd5())
                .setSequenceNumber(sequenceNumber(place, one))
                .setReplayed(one.replayed()));
    }
}
