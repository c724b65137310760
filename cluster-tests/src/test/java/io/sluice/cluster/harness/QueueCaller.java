package io.sluice.cluster.harness;

import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.cluster.check.Call;
import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.check.History;
import io.sluice.cluster.check.Operation;
import io.sluice.cluster.check.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls one queue and records every attempt with what its caller may believe. After a failure it
 * goes on to the next node; a call with a request id is repeated there until its budget is spent.
 * For one thread.
 */
final class QueueCaller {
    /** Time for one attempt, beside the wait that a receive asks for. */
    static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final String COUNT = "ApproximateReceiveCount";
    private static final String GROUP = "MessageGroupId";
    private static final String SEQUENCE = "SequenceNumber";
    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";

    private final Retries retries;
    private final String queueUrl;
    private final History history;

    QueueCaller(String actor, List<Endpoint> endpoints, String queueUrl, History history, StopSignal stop) {
        this.retries = new Retries(actor, endpoints, stop);
        this.queueUrl = queueUrl;
        this.history = history;
    }

    /** How a logical call is made. Without a request id there is one attempt. */
    record Manner(String requestId, Duration budget) {
        static Manner once() {
            return new Manner("", Duration.ZERO);
        }
    }

    Optional<String> send(Parcel parcel, int delaySeconds, Manner manner) {
        SendMessageRequest.Builder request = SendMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setMessageBody(parcel.body())
                .putAllMessageAttributes(parcel.attributes())
                .setDelaySeconds(delaySeconds)
                .setMessageGroupId(parcel.group())
                .setMessageDeduplicationId(parcel.deduplicationId())
                .setRequestId(manner.requestId());
        parcel.priority().ifPresent(request::setPriority);
        return retries.call(
                        manner,
                        ATTEMPT,
                        stub -> stub.sendMessage(request.build()),
                        (call, response) -> history.record(new Operation.Send(
                                call,
                                parcel.digest(),
                                response.map(SendMessageResponse::getMessageId).orElse(""),
                                delaySeconds,
                                parcel.place(response.map(SendMessageResponse::getSequenceNumber)
                                        .orElse("")))))
                .map(SendMessageResponse::getMessageId)
                .filter(id -> !id.isEmpty());
    }

    void sendBatch(List<Parcel> parcels, int delaySeconds, Manner manner) {
        SendMessageBatchRequest.Builder request =
                SendMessageBatchRequest.newBuilder().setQueueUrl(queueUrl).setRequestId(manner.requestId());
        for (int i = 0; i < parcels.size(); i++) {
            SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.newBuilder()
                    .setId("e" + i)
                    .setMessageBody(parcels.get(i).body())
                    .putAllMessageAttributes(parcels.get(i).attributes())
                    .setMessageGroupId(parcels.get(i).group())
                    .setMessageDeduplicationId(parcels.get(i).deduplicationId())
                    .setDelaySeconds(delaySeconds);
            parcels.get(i).priority().ifPresent(entry::setPriority);
            request.addEntries(entry);
        }
        retries.call(manner, ATTEMPT, stub -> stub.sendMessageBatch(request.build()), (call, response) -> {
            Map<String, SendMessageBatchResultEntry> sent = new HashMap<>();
            response.map(SendMessageBatchResponse::getSuccessfulList)
                    .orElse(List.of())
                    .forEach((SendMessageBatchResultEntry entry) -> sent.put(entry.getId(), entry));
            Map<String, Call> failures = Retries.failures(
                    call, response.map(SendMessageBatchResponse::getFailedList).orElse(List.of()));
            for (int i = 0; i < parcels.size(); i++) {
                Call own = failures.getOrDefault("e" + i, call);
                SendMessageBatchResultEntry entry =
                        sent.getOrDefault("e" + i, SendMessageBatchResultEntry.getDefaultInstance());
                history.record(new Operation.Send(
                        own,
                        parcels.get(i).digest(),
                        entry.getMessageId(),
                        delaySeconds,
                        parcels.get(i).place(entry.getSequenceNumber())));
            }
        });
    }

    private static Place place(Message message) {
        String sequence = message.getAttributesOrDefault(SEQUENCE, "");
        return sequence.isEmpty() ? Place.NONE : new Place(message.getAttributesOrDefault(GROUP, ""), sequence);
    }

    /** What came; nothing, too, where nobody answered. */
    List<Delivery> receive(int messagesMax, int visibilitySeconds, int waitSeconds, Manner manner) {
        ReceiveMessageRequest.Builder request = receiving(messagesMax, visibilitySeconds)
                .setWaitTimeSeconds(waitSeconds)
                .setRequestId(manner.requestId());
        return receive(request.build(), manner, ATTEMPT.plusSeconds(waitSeconds))
                .orElse(List.of());
    }

    /** Asks once under this attempt id, through the next node; empty when nobody answers within this time. */
    Optional<List<Delivery>> attempt(String attemptId, int messagesMax, int visibilitySeconds, Duration deadline) {
        retries.moveOn();
        ReceiveMessageRequest.Builder request =
                receiving(messagesMax, visibilitySeconds).setWaitTimeSeconds(1).setReceiveRequestAttemptId(attemptId);
        return receive(request.build(), Manner.once(), deadline);
    }

    private ReceiveMessageRequest.Builder receiving(int messagesMax, int visibilitySeconds) {
        return ReceiveMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .addMessageSystemAttributeNames("All")
                .addMessageAttributeNames("All")
                .setMaxNumberOfMessages(messagesMax)
                .setVisibilityTimeout(visibilitySeconds);
    }

    private Optional<List<Delivery>> receive(ReceiveMessageRequest request, Manner manner, Duration deadline) {
        return retries.call(
                manner,
                deadline,
                stub -> deliveries(stub.receiveMessage(request)),
                (call, found) -> history.record(new Operation.Receive(
                        call,
                        request.getMaxNumberOfMessages(),
                        request.getVisibilityTimeout(),
                        request.getReceiveRequestAttemptId(),
                        found.orElse(List.of()))));
    }

    void delete(Delivery delivery, Manner manner) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(delivery.receipt())
                .setRequestId(manner.requestId())
                .build();
        retries.call(
                manner,
                ATTEMPT,
                stub -> stub.deleteMessage(request),
                (call, done) -> history.record(new Operation.Delete(call, delivery.messageId(), delivery.receipt())));
    }

    void deleteBatch(List<Delivery> deliveries, Manner manner) {
        DeleteMessageBatchRequest.Builder request =
                DeleteMessageBatchRequest.newBuilder().setQueueUrl(queueUrl).setRequestId(manner.requestId());
        for (int i = 0; i < deliveries.size(); i++) {
            request.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                    .setId("e" + i)
                    .setReceiptHandle(deliveries.get(i).receipt()));
        }
        retries.call(manner, ATTEMPT, stub -> stub.deleteMessageBatch(request.build()), (call, response) -> {
            Map<String, Call> failures = Retries.failures(
                    call, response.map(found -> found.getFailedList()).orElse(List.of()));
            for (int i = 0; i < deliveries.size(); i++) {
                Delivery delivery = deliveries.get(i);
                history.record(new Operation.Delete(
                        failures.getOrDefault("e" + i, call), delivery.messageId(), delivery.receipt()));
            }
        });
    }

    void hide(Delivery delivery, int visibilitySeconds, Manner manner) {
        ChangeMessageVisibilityRequest request = ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(delivery.receipt())
                .setVisibilityTimeout(visibilitySeconds)
                .setRequestId(manner.requestId())
                .build();
        retries.call(
                manner,
                ATTEMPT,
                stub -> stub.changeMessageVisibility(request),
                (call, done) -> history.record(
                        new Operation.Hide(call, delivery.messageId(), delivery.receipt(), visibilitySeconds)));
    }

    /** Shows all of these at once. */
    void releaseBatch(List<Delivery> deliveries, Manner manner) {
        ChangeMessageVisibilityBatchRequest.Builder request = ChangeMessageVisibilityBatchRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setRequestId(manner.requestId());
        for (int i = 0; i < deliveries.size(); i++) {
            request.addEntries(ChangeMessageVisibilityBatchRequestEntry.newBuilder()
                    .setId("e" + i)
                    .setReceiptHandle(deliveries.get(i).receipt())
                    .setVisibilityTimeout(0));
        }
        retries.call(manner, ATTEMPT, stub -> stub.changeMessageVisibilityBatch(request.build()), (call, response) -> {
            Map<String, Call> failures = Retries.failures(
                    call, response.map(found -> found.getFailedList()).orElse(List.of()));
            for (int i = 0; i < deliveries.size(); i++) {
                released(failures.getOrDefault("e" + i, call), deliveries.get(i));
            }
        });
    }

    /** The same for the rest of a batch of one group, by the receipt of the first of them. */
    void releaseRest(List<Delivery> rest, Manner manner) {
        ReleaseMessageGroupRequest request = ReleaseMessageGroupRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(rest.get(0).receipt())
                .setRequestId(manner.requestId())
                .build();
        retries.call(
                manner,
                ATTEMPT,
                stub -> stub.releaseMessageGroup(request),
                (call, done) -> rest.forEach(delivery -> released(call, delivery)));
    }

    private void released(Call call, Delivery delivery) {
        history.record(new Operation.Hide(call, delivery.messageId(), delivery.receipt(), 0));
    }

    void purge(Manner manner) {
        PurgeQueueRequest request = PurgeQueueRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setRequestId(manner.requestId())
                .build();
        retries.call(
                manner,
                ATTEMPT,
                stub -> stub.purgeQueue(request),
                (call, done) -> history.record(new Operation.Purge(call)));
    }

    /** Reads the counters, once. */
    Optional<Operation.Count> count() {
        GetQueueAttributesRequest request = GetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .addAttributeNames("All")
                .build();
        Operation.Count[] seen = new Operation.Count[1];
        retries.call(
                Manner.once(),
                ATTEMPT,
                stub -> stub.getQueueAttributes(request).getAttributesMap(),
                (call, attributes) -> attributes.ifPresent(map -> {
                    seen[0] = new Operation.Count(
                            call,
                            Long.parseLong(map.getOrDefault(VISIBLE, "-1")),
                            Long.parseLong(map.getOrDefault(IN_FLIGHT, "-1")),
                            Long.parseLong(map.getOrDefault(DELAYED, "-1")));
                    history.record(seen[0]);
                }));
        return Optional.ofNullable(seen[0]);
    }

    private static List<Delivery> deliveries(ReceiveMessageResponse response) {
        return response.getMessagesList().stream().map(QueueCaller::delivery).toList();
    }

    static Delivery delivery(Message message) {
        return new Delivery(
                message.getMessageId(),
                new Parcel(message.getBody(), message.getMessageAttributesMap()).digest(),
                message.getReceiptHandle(),
                Integer.parseInt(message.getAttributesOrDefault(COUNT, "0")),
                place(message));
    }
}
