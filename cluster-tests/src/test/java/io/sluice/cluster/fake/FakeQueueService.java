package io.sluice.cluster.fake;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteMessageResponse;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceImplBase;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import java.util.function.Supplier;

/** The gRPC face of a {@link FakeQueue}: just the calls that load and clients make. */
final class FakeQueueService extends QueueServiceImplBase {
    private final FakeQueue queue;

    FakeQueueService(FakeQueue queue) {
        this.queue = queue;
    }

    @Override
    public void createQueue(CreateQueueRequest request, StreamObserver<CreateQueueResponse> observer) {
        answer(
                observer,
                () -> CreateQueueResponse.newBuilder()
                        .setQueueUrl("http://127.0.0.1/000000000000/" + request.getQueueName())
                        .build());
    }

    @Override
    public void getQueueAttributes(
            GetQueueAttributesRequest request, StreamObserver<GetQueueAttributesResponse> observer) {
        answer(
                observer,
                () -> GetQueueAttributesResponse.newBuilder()
                        .putAllAttributes(queue.counters())
                        .build());
    }

    @Override
    public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageResponse> observer) {
        answer(
                observer,
                () -> queue.once(
                        request.getRequestId(),
                        () -> SendMessageResponse.newBuilder()
                                .setMessageId(queue.send(
                                        request.getMessageBody(),
                                        request.getMessageAttributesMap(),
                                        request.getDelaySeconds()))
                                .build()));
    }

    @Override
    public void sendMessageBatch(SendMessageBatchRequest request, StreamObserver<SendMessageBatchResponse> observer) {
        answer(
                observer,
                () -> queue.once(request.getRequestId(), () -> {
                    SendMessageBatchResponse.Builder response = SendMessageBatchResponse.newBuilder();
                    for (SendMessageBatchRequestEntry entry : request.getEntriesList()) {
                        response.addSuccessful(SendMessageBatchResultEntry.newBuilder()
                                .setId(entry.getId())
                                .setMessageId(queue.send(
                                        entry.getMessageBody(),
                                        entry.getMessageAttributesMap(),
                                        entry.getDelaySeconds())));
                    }
                    return response.build();
                }));
    }

    @Override
    public void receiveMessage(ReceiveMessageRequest request, StreamObserver<ReceiveMessageResponse> observer) {
        answer(
                observer,
                () -> queue.once(
                        request.getRequestId(),
                        () -> ReceiveMessageResponse.newBuilder()
                                .addAllMessages(queue.receive(
                                        Math.max(1, request.getMaxNumberOfMessages()),
                                        request.hasVisibilityTimeout() ? request.getVisibilityTimeout() : 30,
                                        request.getWaitTimeSeconds()))
                                .build()));
    }

    @Override
    public void deleteMessage(DeleteMessageRequest request, StreamObserver<DeleteMessageResponse> observer) {
        answer(
                observer,
                () -> queue.once(request.getRequestId(), () -> {
                    queue.delete(request.getReceiptHandle());
                    return DeleteMessageResponse.getDefaultInstance();
                }));
    }

    @Override
    public void deleteMessageBatch(
            DeleteMessageBatchRequest request, StreamObserver<DeleteMessageBatchResponse> observer) {
        answer(
                observer,
                () -> queue.once(request.getRequestId(), () -> {
                    DeleteMessageBatchResponse.Builder response = DeleteMessageBatchResponse.newBuilder();
                    for (DeleteMessageBatchRequestEntry entry : request.getEntriesList()) {
                        queue.delete(entry.getReceiptHandle());
                        response.addSuccessful(
                                DeleteMessageBatchResultEntry.newBuilder().setId(entry.getId()));
                    }
                    return response.build();
                }));
    }

    @Override
    public void changeMessageVisibility(
            ChangeMessageVisibilityRequest request, StreamObserver<ChangeMessageVisibilityResponse> observer) {
        answer(
                observer,
                () -> queue.once(request.getRequestId(), () -> {
                    queue.hide(request.getReceiptHandle(), request.getVisibilityTimeout());
                    return ChangeMessageVisibilityResponse.getDefaultInstance();
                }));
    }

    private static <R> void answer(StreamObserver<R> observer, Supplier<R> action) {
        observer.onNext(action.get());
        observer.onCompleted();
    }
}
