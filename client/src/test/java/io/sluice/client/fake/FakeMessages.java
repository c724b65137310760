package io.sluice.client.fake;

import io.grpc.Status;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResultEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteMessageResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import java.util.List;

/** The fake's operations on messages, within a queue that is there. */
final class FakeMessages {
    /** A message with this body fails within its batch. */
    private static final String POISON = "poison";

    private final FakeCluster cluster;

    FakeMessages(FakeCluster cluster) {
        this.cluster = cluster;
    }

    SendMessageResponse send(FakeQueue queue, SendMessageRequest request) {
        String id = queue.send(
                request.getMessageBody(),
                request.getMessageAttributesMap(),
                request.getDelaySeconds(),
                request.getMessageGroupId(),
                request.getMessageDeduplicationId());
        return SendMessageResponse.newBuilder()
                .setMessageId(id)
                .setSequenceNumber(queue.sequenceNumber(id))
                .setMd5OfMessageBody(FakeQueue.md5(request.getMessageBody()))
                .build();
    }

    SendMessageBatchResponse sendBatch(FakeQueue queue, SendMessageBatchRequest request) {
        cluster.batch(request.getEntriesCount());
        SendMessageBatchResponse.Builder response = SendMessageBatchResponse.newBuilder();
        request.getEntriesList().forEach(entry -> {
            if (entry.getMessageBody().equals(POISON)) {
                response.addFailed(failure(entry.getId(), "InvalidMessageContents"));
                return;
            }
            boolean replayed = queue.knows(entry.getIdempotencyKey());
            String id = replayed
                    ? queue.sentUnder(entry.getIdempotencyKey())
                    : queue.send(
                            entry.getMessageBody(),
                            entry.getMessageAttributesMap(),
                            entry.getDelaySeconds(),
                            entry.getMessageGroupId(),
                            entry.getMessageDeduplicationId());
            queue.terms(
                    id, entry.getIdempotencyKey(), entry.getIdempotencyWindowSeconds(), entry.getTimeToLiveSeconds());
            response.addSuccessful(SendMessageBatchResultEntry.newBuilder()
                    .setId(entry.getId())
                    .setMessageId(id)
                    .setReplayed(replayed)
                    .setSequenceNumber(queue.sequenceNumber(id))
                    .setMd5OfMessageBody(FakeQueue.md5(entry.getMessageBody())));
        });
        return response.build();
    }

    /** Not within the queue: it may wait for a message. */
    ReceiveMessageResponse receive(ReceiveMessageRequest request, int visibilitySeconds) {
        List<Message> received = cluster.receive(
                request.getQueueUrl(),
                request.hasMaxNumberOfMessages() ? request.getMaxNumberOfMessages() : 1,
                request.hasVisibilityTimeout() ? request.getVisibilityTimeout() : visibilitySeconds,
                request.getWaitTimeSeconds());
        return ReceiveMessageResponse.newBuilder().addAllMessages(received).build();
    }

    DeleteMessageResponse delete(FakeQueue queue, DeleteMessageRequest request) {
        if (!queue.delete(request.getReceiptHandle())) {
            throw Refusals.coded(Status.INVALID_ARGUMENT, "ReceiptHandleIsInvalid", "The receipt handle is not valid.");
        }
        return DeleteMessageResponse.getDefaultInstance();
    }

    DeleteMessageBatchResponse deleteBatch(FakeQueue queue, DeleteMessageBatchRequest request) {
        DeleteMessageBatchResponse.Builder response = DeleteMessageBatchResponse.newBuilder();
        request.getEntriesList().forEach(entry -> {
            if (queue.delete(entry.getReceiptHandle())) {
                response.addSuccessful(
                        DeleteMessageBatchResultEntry.newBuilder().setId(entry.getId()));
            } else {
                response.addFailed(failure(entry.getId(), "ReceiptHandleIsInvalid"));
            }
        });
        return response.build();
    }

    ChangeMessageVisibilityResponse changeVisibility(FakeQueue queue, ChangeMessageVisibilityRequest request) {
        cluster.reason(request.getReason());
        if (!queue.changeVisibility(request.getReceiptHandle(), request.getVisibilityTimeout())) {
            throw Refusals.coded(Status.INVALID_ARGUMENT, "ReceiptHandleIsInvalid", "No such receipt.");
        }
        return ChangeMessageVisibilityResponse.getDefaultInstance();
    }

    ChangeMessageVisibilityBatchResponse changeVisibilityBatch(
            FakeQueue queue, ChangeMessageVisibilityBatchRequest request) {
        ChangeMessageVisibilityBatchResponse.Builder response = ChangeMessageVisibilityBatchResponse.newBuilder();
        request.getEntriesList().forEach(entry -> {
            if (queue.changeVisibility(entry.getReceiptHandle(), entry.getVisibilityTimeout())) {
                response.addSuccessful(
                        ChangeMessageVisibilityBatchResultEntry.newBuilder().setId(entry.getId()));
            } else {
                response.addFailed(failure(entry.getId(), "MessageNotInflight"));
            }
        });
        return response.build();
    }

    private static BatchResultErrorEntry failure(String id, String code) {
        return BatchResultErrorEntry.newBuilder()
                .setId(id)
                .setCode(code)
                .setMessage("Not good.")
                .setSenderFault(true)
                .build();
    }
}
