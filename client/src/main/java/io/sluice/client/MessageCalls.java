package io.sluice.client;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResultEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The operations on messages, begun but not awaited; both faces build on them. */
final class MessageCalls {
    /** The longest wait a queue may have as its own default, which a receive without a wait takes. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final PromptCalls calls;
    private final Transport transport;
    private final Duration pollGrace;

    MessageCalls(PromptCalls calls, Transport transport, Duration pollGrace) {
        this.calls = calls;
        this.transport = transport;
        this.pollGrace = pollGrace;
    }

    Pending<?, SentMessage> send(String queue, OutgoingMessage message) {
        return calls.call(
                QueueServiceGrpc.getSendMessageMethod(),
                Wire.sendRequest(queue, message, calls.requestId()),
                queue,
                Wire::sent);
    }

    Pending<?, BatchResult<SentMessage>> sendBatch(String queue, List<OutgoingMessage> messages) {
        SendMessageBatchRequest.Builder request =
                SendMessageBatchRequest.newBuilder().setQueueUrl(queue).setRequestId(calls.requestId());
        for (int i = 0; i < messages.size(); i++) {
            request.addEntries(Wire.sendEntry(i, messages.get(i)));
        }
        return calls.call(
                QueueServiceGrpc.getSendMessageBatchMethod(), request.build(), queue, MessageCalls::sentBatch);
    }

    private static BatchResult<SentMessage> sentBatch(SendMessageBatchResponse response) {
        Map<Integer, SentMessage> sent = new LinkedHashMap<>();
        response.getSuccessfulList().forEach(entry -> sent.put(Wire.position(entry.getId()), Wire.sent(entry)));
        return new BatchResult<>(sent, Wire.failures(response.getFailedList()));
    }

    Pending<?, List<ReceivedMessage>> receive(String queue, ReceiveOptions options) {
        return receive(queue, options, response -> Wire.received(response.getMessagesList()));
    }

    Pending<?, ReceivedMessages> poll(String queue, ReceiveOptions options) {
        return receive(
                queue,
                options,
                response -> new ReceivedMessages(Wire.received(response.getMessagesList()), response.getWithheld()));
    }

    private <T> Pending<?, T> receive(String queue, ReceiveOptions options, Function<ReceiveMessageResponse, T> read) {
        Duration wait = options.longPoll() == null ? WAIT_MAX : options.longPoll();
        CallSpec spec = new CallSpec(PromptCalls.key(queue), wait.plus(pollGrace), wait);
        return new Pending<>(
                transport.call(
                        QueueServiceGrpc.getReceiveMessageMethod(),
                        Wire.receiveRequest(queue, options, calls.requestId()),
                        spec),
                read);
    }

    Pending<?, Done> delete(String queue, String receipt) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(receipt)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getDeleteMessageMethod(), request, queue, Done::of);
    }

    Pending<?, BatchResult<Done>> deleteBatch(String queue, List<String> receipts) {
        DeleteMessageBatchRequest.Builder request =
                DeleteMessageBatchRequest.newBuilder().setQueueUrl(queue).setRequestId(calls.requestId());
        for (int i = 0; i < receipts.size(); i++) {
            request.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                    .setId(Integer.toString(i))
                    .setReceiptHandle(receipts.get(i)));
        }
        return calls.call(
                QueueServiceGrpc.getDeleteMessageBatchMethod(),
                request.build(),
                queue,
                response -> done(
                        response.getSuccessfulList().stream().map(DeleteMessageBatchResultEntry::getId),
                        response.getFailedList()));
    }

    Pending<?, Done> changeVisibility(String queue, VisibilityChange change) {
        ChangeMessageVisibilityRequest request = ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(change.receipt())
                .setVisibilityTimeout(Wire.seconds(change.visibility()))
                .setReason(change.reason())
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getChangeMessageVisibilityMethod(), request, queue, Done::of);
    }

    /** The wire has one reason for a whole batch. */
    private static String reason(List<VisibilityChange> changes) {
        List<String> reasons =
                changes.stream().map(VisibilityChange::reason).distinct().toList();
        if (reasons.size() > 1) {
            throw new IllegalArgumentException("a batch has one reason, and this one has " + reasons.size()
                    + ": make a batch of each, or change one by one");
        }
        return reasons.isEmpty() ? "" : reasons.get(0);
    }

    Pending<?, BatchResult<Done>> changeVisibilityBatch(String queue, List<VisibilityChange> changes) {
        ChangeMessageVisibilityBatchRequest.Builder request = ChangeMessageVisibilityBatchRequest.newBuilder()
                .setQueueUrl(queue)
                .setReason(reason(changes))
                .setRequestId(calls.requestId());
        for (int i = 0; i < changes.size(); i++) {
            request.addEntries(ChangeMessageVisibilityBatchRequestEntry.newBuilder()
                    .setId(Integer.toString(i))
                    .setReceiptHandle(changes.get(i).receipt())
                    .setVisibilityTimeout(Wire.seconds(changes.get(i).visibility())));
        }
        return calls.call(
                QueueServiceGrpc.getChangeMessageVisibilityBatchMethod(),
                request.build(),
                queue,
                response -> done(
                        response.getSuccessfulList().stream().map(ChangeMessageVisibilityBatchResultEntry::getId),
                        response.getFailedList()));
    }

    private static BatchResult<Done> done(Stream<String> ids, List<BatchResultErrorEntry> failed) {
        Map<Integer, Done> done = new LinkedHashMap<>();
        ids.forEach(id -> done.put(Wire.position(id), Done.DONE));
        return new BatchResult<>(done, Wire.failures(failed));
    }

    Pending<?, MessageTrace> trace(String queue, String messageId) {
        TraceMessageRequest request = TraceMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageId(messageId)
                .build();
        return calls.call(
                QueueServiceGrpc.getTraceMessageMethod(),
                request,
                queue,
                trace -> new MessageTrace(
                        trace.getKept(),
                        trace.getEntriesList().stream().map(MessageCalls::entry).toList()));
    }

    private static TraceEntry entry(io.sluice.api.v1.TraceEntry entry) {
        return new TraceEntry(
                entry.getEvent(),
                Instant.ofEpochMilli(entry.getTimestamp()),
                entry.getReceiveNumber(),
                entry.getHiddenUntilTimestamp() == 0 ? null : Instant.ofEpochMilli(entry.getHiddenUntilTimestamp()),
                entry.getWho());
    }
}
