package io.sluice.client.fake;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.AddPermissionResponse;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResultEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteMessageResponse;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.DeleteQueueResponse;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.GetQueueUrlResponse;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesResponse;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResponse;
import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.ListQueueTagsResponse;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ListQueuesResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.PurgeQueueResponse;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.RemovePermissionResponse;
import io.sluice.api.v1.SearchMessagesRequest;
import io.sluice.api.v1.SearchMessagesResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.api.v1.SetQueueAttributesResponse;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.api.v1.StartMessageMoveTaskResponse;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.TagQueueResponse;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.TraceMessageResponse;
import io.sluice.api.v1.UntagQueueRequest;
import io.sluice.api.v1.UntagQueueResponse;
import io.sluice.client.fake.FakeNode.Mood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The fake's face: every operation over {@link FakeQueue}, with replies kept by request id. */
final class FakeQueueService extends FakeDeaths {
    /** A message with this body fails within its batch. */
    static final String POISON = "poison";

    private static final String URL = "http://127.0.0.1:4566/000000000000/";

    private final FakeNode node;
    private final FakeCluster cluster;
    private final FakeMoves moves;

    FakeQueueService(FakeNode node, FakeCluster cluster) {
        super(cluster);
        this.node = node;
        this.cluster = cluster;
        this.moves = new FakeMoves(cluster);
    }

    private <T> void answer(String method, String requestId, StreamObserver<T> out, Supplier<T> work) {
        Mood mood = node.note(method, requestId);
        try {
            switch (mood) {
                case WELL -> {
                    out.onNext(cluster.once(requestId, work));
                    out.onCompleted();
                }
                case ACT_THEN_FAIL -> {
                    cluster.once(requestId, work);
                    out.onError(Status.UNAVAILABLE.asRuntimeException());
                }
                case ACT_THEN_HANG -> cluster.once(requestId, work);
                case PAUSED -> {
                    // Nothing, as a stopped process.
                }
                case NO_LEADER -> out.onError(coded(Status.UNAVAILABLE, "ServiceUnavailable", "No leader."));
                case THROTTLED -> out.onError(coded(Status.RESOURCE_EXHAUSTED, "RequestThrottled", "Slow down."));
            }
        } catch (StatusRuntimeException e) {
            out.onError(e);
        }
    }

    static StatusRuntimeException coded(Status status, String code, String text) {
        Metadata trailers = new Metadata();
        trailers.put(FakeNode.CODE, code);
        return status.withDescription(text).asRuntimeException(trailers);
    }

    private <T> T in(String queue, Function<FakeQueue, T> work) {
        @Nullable T result = cluster.with(queue, work);
        if (result == null) {
            throw noQueue();
        }
        return result;
    }

    static StatusRuntimeException noQueue() {
        return coded(Status.NOT_FOUND, "QueueDoesNotExist", "The specified queue does not exist.");
    }

    @Override
    public void createQueue(CreateQueueRequest request, StreamObserver<CreateQueueResponse> out) {
        answer("CreateQueue", request.getRequestId(), out, () -> {
            cluster.create(request.getQueueName(), request.getAttributesMap());
            return CreateQueueResponse.newBuilder()
                    .setQueueUrl(URL + request.getQueueName())
                    .build();
        });
    }

    @Override
    public void deleteQueue(DeleteQueueRequest request, StreamObserver<DeleteQueueResponse> out) {
        answer("DeleteQueue", request.getRequestId(), out, () -> {
            String url = request.getQueueUrl();
            if (!cluster.drop(url.substring(url.lastIndexOf('/') + 1))) {
                throw noQueue();
            }
            return DeleteQueueResponse.getDefaultInstance();
        });
    }

    @Override
    public void getQueueUrl(GetQueueUrlRequest request, StreamObserver<GetQueueUrlResponse> out) {
        answer(
                "GetQueueUrl",
                "",
                out,
                () -> in(
                        request.getQueueName(),
                        queue -> GetQueueUrlResponse.newBuilder()
                                .setQueueUrl(URL + request.getQueueName())
                                .build()));
    }

    @Override
    public void listQueues(ListQueuesRequest request, StreamObserver<ListQueuesResponse> out) {
        answer("ListQueues", "", out, () -> {
            List<String> urls = cluster.names(request.getQueueNamePrefix()).stream()
                    .map(name -> URL + name)
                    .toList();
            int from = request.getNextToken().isEmpty() ? 0 : Integer.parseInt(request.getNextToken());
            int to = Math.min(urls.size(), from + (request.hasMaxResults() ? request.getMaxResults() : 1000));
            return ListQueuesResponse.newBuilder()
                    .addAllQueueUrls(urls.subList(from, to))
                    .setNextToken(to < urls.size() ? Integer.toString(to) : "")
                    .build();
        });
    }

    @Override
    public void getQueueAttributes(GetQueueAttributesRequest request, StreamObserver<GetQueueAttributesResponse> out) {
        answer(
                "GetQueueAttributes",
                "",
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    Map<String, String> all = new HashMap<>(queue.attributes());
                    all.put("ApproximateNumberOfMessages", Integer.toString(queue.visible()));
                    return GetQueueAttributesResponse.newBuilder()
                            .putAllAttributes(all)
                            .build();
                }));
    }

    @Override
    public void setQueueAttributes(SetQueueAttributesRequest request, StreamObserver<SetQueueAttributesResponse> out) {
        answer(
                "SetQueueAttributes",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    queue.attributes().putAll(request.getAttributesMap());
                    return SetQueueAttributesResponse.getDefaultInstance();
                }));
    }

    @Override
    public void tagQueue(TagQueueRequest request, StreamObserver<TagQueueResponse> out) {
        answer(
                "TagQueue",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    queue.tags().putAll(request.getTagsMap());
                    return TagQueueResponse.getDefaultInstance();
                }));
    }

    @Override
    public void untagQueue(UntagQueueRequest request, StreamObserver<UntagQueueResponse> out) {
        answer(
                "UntagQueue",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    request.getTagKeysList().forEach(queue.tags()::remove);
                    return UntagQueueResponse.getDefaultInstance();
                }));
    }

    @Override
    public void listQueueTags(ListQueueTagsRequest request, StreamObserver<ListQueueTagsResponse> out) {
        answer(
                "ListQueueTags",
                "",
                out,
                () -> in(
                        request.getQueueUrl(),
                        queue -> ListQueueTagsResponse.newBuilder()
                                .putAllTags(queue.tags())
                                .build()));
    }

    @Override
    public void addPermission(AddPermissionRequest request, StreamObserver<AddPermissionResponse> out) {
        answer(
                "AddPermission",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    String allowed = request.getAwsAccountIdsList() + " " + request.getActionsList();
                    queue.permissions().put(request.getLabel(), allowed);
                    return AddPermissionResponse.getDefaultInstance();
                }));
    }

    @Override
    public void removePermission(RemovePermissionRequest request, StreamObserver<RemovePermissionResponse> out) {
        answer(
                "RemovePermission",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    queue.permissions().remove(request.getLabel());
                    return RemovePermissionResponse.getDefaultInstance();
                }));
    }

    @Override
    public void purgeQueue(PurgeQueueRequest request, StreamObserver<PurgeQueueResponse> out) {
        answer(
                "PurgeQueue",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    queue.purge();
                    return PurgeQueueResponse.getDefaultInstance();
                }));
    }

    @Override
    public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageResponse> out) {
        answer(
                "SendMessage",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
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
                }));
    }

    @Override
    public void sendMessageBatch(SendMessageBatchRequest request, StreamObserver<SendMessageBatchResponse> out) {
        answer(
                "SendMessageBatch",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
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
                                id,
                                entry.getIdempotencyKey(),
                                entry.getIdempotencyWindowSeconds(),
                                entry.getTimeToLiveSeconds());
                        response.addSuccessful(SendMessageBatchResultEntry.newBuilder()
                                .setId(entry.getId())
                                .setMessageId(id)
                                .setReplayed(replayed)
                                .setSequenceNumber(queue.sequenceNumber(id))
                                .setMd5OfMessageBody(FakeQueue.md5(entry.getMessageBody())));
                    });
                    return response.build();
                }));
    }

    private static BatchResultErrorEntry failure(String id, String code) {
        return BatchResultErrorEntry.newBuilder()
                .setId(id)
                .setCode(code)
                .setMessage("Not good.")
                .setSenderFault(true)
                .build();
    }

    @Override
    public void receiveMessage(ReceiveMessageRequest request, StreamObserver<ReceiveMessageResponse> out) {
        answer("ReceiveMessage", request.getRequestId(), out, () -> {
            int hide = in(request.getQueueUrl(), FakeQueue::visibilitySeconds);
            List<Message> received = cluster.receive(
                    request.getQueueUrl(),
                    request.hasMaxNumberOfMessages() ? request.getMaxNumberOfMessages() : 1,
                    request.hasVisibilityTimeout() ? request.getVisibilityTimeout() : hide,
                    request.getWaitTimeSeconds());
            return ReceiveMessageResponse.newBuilder().addAllMessages(received).build();
        });
    }

    @Override
    public void deleteMessage(DeleteMessageRequest request, StreamObserver<DeleteMessageResponse> out) {
        answer("DeleteMessage", request.getRequestId(), out, () -> {
            if (!in(request.getQueueUrl(), queue -> queue.delete(request.getReceiptHandle()))) {
                throw coded(Status.INVALID_ARGUMENT, "ReceiptHandleIsInvalid", "The receipt handle is not valid.");
            }
            return DeleteMessageResponse.getDefaultInstance();
        });
    }

    @Override
    public void deleteMessageBatch(DeleteMessageBatchRequest request, StreamObserver<DeleteMessageBatchResponse> out) {
        answer(
                "DeleteMessageBatch",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
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
                }));
    }

    @Override
    public void changeMessageVisibility(
            ChangeMessageVisibilityRequest request, StreamObserver<ChangeMessageVisibilityResponse> out) {
        answer(
                "ChangeMessageVisibility",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    cluster.reason(request.getReason());
                    if (!queue.changeVisibility(request.getReceiptHandle(), request.getVisibilityTimeout())) {
                        throw coded(Status.INVALID_ARGUMENT, "ReceiptHandleIsInvalid", "No such receipt.");
                    }
                    return ChangeMessageVisibilityResponse.getDefaultInstance();
                }));
    }

    @Override
    public void changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request, StreamObserver<ChangeMessageVisibilityBatchResponse> out) {
        answer(
                "ChangeMessageVisibilityBatch",
                request.getRequestId(),
                out,
                () -> in(request.getQueueUrl(), queue -> {
                    ChangeMessageVisibilityBatchResponse.Builder response =
                            ChangeMessageVisibilityBatchResponse.newBuilder();
                    request.getEntriesList().forEach(entry -> {
                        if (queue.changeVisibility(entry.getReceiptHandle(), entry.getVisibilityTimeout())) {
                            response.addSuccessful(ChangeMessageVisibilityBatchResultEntry.newBuilder()
                                    .setId(entry.getId()));
                        } else {
                            response.addFailed(failure(entry.getId(), "MessageNotInflight"));
                        }
                    });
                    return response.build();
                }));
    }

    @Override
    public void traceMessage(TraceMessageRequest request, StreamObserver<TraceMessageResponse> out) {
        answer("TraceMessage", "", out, () -> FakeTraces.of(request));
    }

    @Override
    public StreamObserver<ConsumeRequest> consume(StreamObserver<ConsumeResponse> out) {
        node.note("Consume", "");
        return new FakeConsume(node, cluster, out);
    }

    @Override
    public void listDeadLetterSourceQueues(
            ListDeadLetterSourceQueuesRequest request, StreamObserver<ListDeadLetterSourceQueuesResponse> out) {
        answer("ListDeadLetterSourceQueues", "", out, () -> {
            String url = request.getQueueUrl();
            List<String> sources = cluster.names("").stream()
                    .filter(name -> in(name, FakeQueue::attributes)
                            .getOrDefault("RedrivePolicy", "")
                            .contains(":" + url.substring(url.lastIndexOf('/') + 1) + "\""))
                    .filter(name -> name.compareTo(request.getNextToken()) > 0)
                    .toList();
            int count = Math.min(sources.size(), request.getMaxResults());
            ListDeadLetterSourceQueuesResponse.Builder page = ListDeadLetterSourceQueuesResponse.newBuilder();
            sources.subList(0, count).forEach(name -> page.addQueueUrls(URL + name));
            return page.setNextToken(count < sources.size() ? sources.get(count - 1) : "")
                    .build();
        });
    }

    @Override
    public void startMessageMoveTask(
            StartMessageMoveTaskRequest request, StreamObserver<StartMessageMoveTaskResponse> out) {
        answer("StartMessageMoveTask", request.getRequestId(), out, () -> moves.start(request));
    }

    @Override
    public void listMessageMoveTasks(
            ListMessageMoveTasksRequest request, StreamObserver<ListMessageMoveTasksResponse> out) {
        answer("ListMessageMoveTasks", "", out, () -> moves.list(request));
    }

    @Override
    public void cancelMessageMoveTask(
            CancelMessageMoveTaskRequest request, StreamObserver<CancelMessageMoveTaskResponse> out) {
        answer("CancelMessageMoveTask", request.getRequestId(), out, () -> moves.cancel(request));
    }

    @Override
    public void browseMessages(BrowseMessagesRequest request, StreamObserver<BrowseMessagesResponse> out) {
        answer("BrowseMessages", "", out, () -> in(request.getQueueUrl(), queue -> FakeBrowses.browse(queue, request)));
    }

    @Override
    public void searchMessages(SearchMessagesRequest request, StreamObserver<SearchMessagesResponse> out) {
        answer("SearchMessages", "", out, () -> in(request.getQueueUrl(), queue -> FakeBrowses.search(queue, request)));
    }
}
