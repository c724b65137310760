package io.sluice.cluster.harness;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
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
import io.sluice.cluster.check.Outcome;
import io.sluice.cluster.check.Place;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Calls one queue and records every attempt with what its caller may believe. After a failure it
 * goes on to the next node; a call with a request id is repeated there until its budget is spent.
 * For one thread.
 */
final class QueueCaller {
    /** Time for one attempt, beside the wait that a receive asks for. */
    static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(20);
    private static final String COUNT = "ApproximateReceiveCount";
    private static final String GROUP = "MessageGroupId";
    private static final String SEQUENCE = "SequenceNumber";
    private static final String VISIBLE = "ApproximateNumberOfMessages";
    private static final String IN_FLIGHT = "ApproximateNumberOfMessagesNotVisible";
    private static final String DELAYED = "ApproximateNumberOfMessagesDelayed";

    private final String actor;
    private final List<Endpoint> endpoints;
    private final String queueUrl;
    private final History history;
    private final StopSignal stop;
    private int current;

    QueueCaller(String actor, List<Endpoint> endpoints, String queueUrl, History history, StopSignal stop) {
        this.actor = actor;
        this.endpoints = List.copyOf(endpoints);
        this.queueUrl = queueUrl;
        this.history = history;
        this.stop = stop;
        this.current = Math.floorMod(actor.hashCode(), endpoints.size());
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
        return call(
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
        call(manner, ATTEMPT, stub -> stub.sendMessageBatch(request.build()), (call, response) -> {
            Map<String, SendMessageBatchResultEntry> sent = new HashMap<>();
            response.map(SendMessageBatchResponse::getSuccessfulList)
                    .orElse(List.of())
                    .forEach((SendMessageBatchResultEntry entry) -> sent.put(entry.getId(), entry));
            Map<String, Call> failures = failures(
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

    List<Delivery> receive(int messagesMax, int visibilitySeconds, int waitSeconds, Manner manner) {
        ReceiveMessageRequest request = ReceiveMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .addMessageSystemAttributeNames("All")
                .addMessageAttributeNames("All")
                .setMaxNumberOfMessages(messagesMax)
                .setVisibilityTimeout(visibilitySeconds)
                .setWaitTimeSeconds(waitSeconds)
                .setRequestId(manner.requestId())
                .build();
        return call(
                        manner,
                        ATTEMPT.plusSeconds(waitSeconds),
                        stub -> deliveries(stub.receiveMessage(request)),
                        (call, found) ->
                                history.record(new Operation.Receive(call, visibilitySeconds, found.orElse(List.of()))))
                .orElse(List.of());
    }

    void delete(Delivery delivery, Manner manner) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .setReceiptHandle(delivery.receipt())
                .setRequestId(manner.requestId())
                .build();
        call(
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
        call(manner, ATTEMPT, stub -> stub.deleteMessageBatch(request.build()), (call, response) -> {
            Map<String, Call> failures =
                    failures(call, response.map(found -> found.getFailedList()).orElse(List.of()));
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
        call(
                manner,
                ATTEMPT,
                stub -> stub.changeMessageVisibility(request),
                (call, done) -> history.record(
                        new Operation.Hide(call, delivery.messageId(), delivery.receipt(), visibilitySeconds)));
    }

    /** Reads the counters, once. */
    Optional<Operation.Count> count() {
        GetQueueAttributesRequest request = GetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queueUrl)
                .addAttributeNames("All")
                .build();
        Operation.Count[] seen = new Operation.Count[1];
        call(
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

    private <R> Optional<R> call(
            Manner manner,
            Duration deadline,
            Function<QueueServiceBlockingStub, R> body,
            BiConsumer<Call, Optional<R>> record) {
        long giveUp = System.nanoTime() + manner.budget().toNanos();
        do {
            Endpoint endpoint = endpoints.get(current);
            long invoke = System.nanoTime();
            try {
                R answer = body.apply(endpoint.queues(deadline));
                record.accept(ended(endpoint, manner, invoke, Outcome.OK, ""), Optional.of(answer));
                return Optional.of(answer);
            } catch (StatusRuntimeException e) {
                Status status = e.getStatus();
                Outcome outcome = outcome(status.getCode());
                record.accept(ended(endpoint, manner, invoke, outcome, status.toString()), Optional.empty());
                if (outcome == Outcome.FAIL && status.getCode() != Status.Code.RESOURCE_EXHAUSTED) {
                    return Optional.empty(); // the same call would be refused again
                }
                current = (current + 1) % endpoints.size();
                stop.within(PAUSE_AFTER_FAILURE);
            }
        } while (!manner.requestId().isEmpty() && System.nanoTime() < giveUp && !stop.isGiven());
        return Optional.empty();
    }

    private Call ended(Endpoint endpoint, Manner manner, long invoke, Outcome outcome, String error) {
        return new Call(actor, endpoint.node(), manner.requestId(), invoke, System.nanoTime(), outcome, error);
    }

    /** What a status lets its caller believe. Unavailable may be a lost answer, so it is unknown. */
    static Outcome outcome(Status.Code code) {
        return switch (code) {
            case OK -> Outcome.OK;
            case INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    UNAUTHENTICATED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED -> Outcome.FAIL;
            case CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS -> Outcome.UNKNOWN;
        };
    }

    private static Map<String, Call> failures(Call call, List<BatchResultErrorEntry> failed) {
        Map<String, Call> calls = new HashMap<>();
        for (BatchResultErrorEntry entry : failed) {
            calls.put(
                    entry.getId(),
                    new Call(
                            call.actor(),
                            call.node(),
                            call.requestId(),
                            call.invokeNanos(),
                            call.completeNanos(),
                            entry.getSenderFault() ? Outcome.FAIL : Outcome.UNKNOWN,
                            entry.getCode() + " " + entry.getMessage()));
        }
        return calls;
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
