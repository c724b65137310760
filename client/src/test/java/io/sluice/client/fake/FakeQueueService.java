package io.sluice.client.fake;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.AddPermissionResponse;
import io.sluice.api.v1.BrowseMessagesRequest;
import io.sluice.api.v1.BrowseMessagesResponse;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResponse;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchResponse;
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
import java.util.HashMap;
import java.util.Map;

/** The fake's face: says which part of the fake does each operation. */
final class FakeQueueService extends FakeDeaths {
    private final FakeNode node;
    private final FakeCluster cluster;
    private final FakeAnswers answers;
    private final FakeDirectory queues;
    private final FakeMessages messages;
    private final FakeMoves moves;

    FakeQueueService(FakeNode node, FakeCluster cluster) {
        super(cluster);
        this.node = node;
        this.cluster = cluster;
        this.answers = new FakeAnswers(node, cluster);
        this.queues = new FakeDirectory(cluster);
        this.messages = new FakeMessages(cluster);
        this.moves = new FakeMoves(cluster);
    }

    @Override
    public void createQueue(CreateQueueRequest request, StreamObserver<CreateQueueResponse> out) {
        answers.answer("CreateQueue", request.getRequestId(), out, () -> queues.create(request));
    }

    @Override
    public void deleteQueue(DeleteQueueRequest request, StreamObserver<DeleteQueueResponse> out) {
        answers.answer("DeleteQueue", request.getRequestId(), out, () -> queues.delete(request));
    }

    @Override
    public void getQueueUrl(GetQueueUrlRequest request, StreamObserver<GetQueueUrlResponse> out) {
        answers.answer("GetQueueUrl", "", request.getQueueName(), out, queue -> queues.url(request));
    }

    @Override
    public void listQueues(ListQueuesRequest request, StreamObserver<ListQueuesResponse> out) {
        answers.answer("ListQueues", "", out, () -> queues.list(request));
    }

    @Override
    public void getQueueAttributes(GetQueueAttributesRequest request, StreamObserver<GetQueueAttributesResponse> out) {
        answers.answer("GetQueueAttributes", "", request.getQueueUrl(), out, queue -> {
            Map<String, String> all = new HashMap<>(queue.attributes());
            all.put("ApproximateNumberOfMessages", Integer.toString(queue.visible()));
            return GetQueueAttributesResponse.newBuilder().putAllAttributes(all).build();
        });
    }

    @Override
    public void setQueueAttributes(SetQueueAttributesRequest request, StreamObserver<SetQueueAttributesResponse> out) {
        answers.answer("SetQueueAttributes", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            queue.attributes().putAll(request.getAttributesMap());
            return SetQueueAttributesResponse.getDefaultInstance();
        });
    }

    @Override
    public void tagQueue(TagQueueRequest request, StreamObserver<TagQueueResponse> out) {
        answers.answer("TagQueue", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            queue.tags().putAll(request.getTagsMap());
            return TagQueueResponse.getDefaultInstance();
        });
    }

    @Override
    public void untagQueue(UntagQueueRequest request, StreamObserver<UntagQueueResponse> out) {
        answers.answer("UntagQueue", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            request.getTagKeysList().forEach(queue.tags()::remove);
            return UntagQueueResponse.getDefaultInstance();
        });
    }

    @Override
    public void listQueueTags(ListQueueTagsRequest request, StreamObserver<ListQueueTagsResponse> out) {
        answers.answer(
                "ListQueueTags",
                "",
                request.getQueueUrl(),
                out,
                queue -> ListQueueTagsResponse.newBuilder()
                        .putAllTags(queue.tags())
                        .build());
    }

    @Override
    public void addPermission(AddPermissionRequest request, StreamObserver<AddPermissionResponse> out) {
        answers.answer("AddPermission", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            String allowed = request.getAwsAccountIdsList() + " " + request.getActionsList();
            queue.permissions().put(request.getLabel(), allowed);
            return AddPermissionResponse.getDefaultInstance();
        });
    }

    @Override
    public void removePermission(RemovePermissionRequest request, StreamObserver<RemovePermissionResponse> out) {
        answers.answer("RemovePermission", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            queue.permissions().remove(request.getLabel());
            return RemovePermissionResponse.getDefaultInstance();
        });
    }

    @Override
    public void purgeQueue(PurgeQueueRequest request, StreamObserver<PurgeQueueResponse> out) {
        answers.answer("PurgeQueue", request.getRequestId(), request.getQueueUrl(), out, queue -> {
            queue.purge();
            return PurgeQueueResponse.getDefaultInstance();
        });
    }

    @Override
    public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageResponse> out) {
        answers.answer(
                "SendMessage",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.send(queue, request));
    }

    @Override
    public void sendMessageBatch(SendMessageBatchRequest request, StreamObserver<SendMessageBatchResponse> out) {
        answers.answer(
                "SendMessageBatch",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.sendBatch(queue, request));
    }

    @Override
    public void receiveMessage(ReceiveMessageRequest request, StreamObserver<ReceiveMessageResponse> out) {
        answers.answer(
                "ReceiveMessage",
                request.getRequestId(),
                out,
                () -> messages.receive(request, answers.in(request.getQueueUrl(), FakeQueue::visibilitySeconds)));
    }

    @Override
    public void deleteMessage(DeleteMessageRequest request, StreamObserver<DeleteMessageResponse> out) {
        answers.answer(
                "DeleteMessage",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.delete(queue, request));
    }

    @Override
    public void deleteMessageBatch(DeleteMessageBatchRequest request, StreamObserver<DeleteMessageBatchResponse> out) {
        answers.answer(
                "DeleteMessageBatch",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.deleteBatch(queue, request));
    }

    @Override
    public void changeMessageVisibility(
            ChangeMessageVisibilityRequest request, StreamObserver<ChangeMessageVisibilityResponse> out) {
        answers.answer(
                "ChangeMessageVisibility",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.changeVisibility(queue, request));
    }

    @Override
    public void changeMessageVisibilityBatch(
            ChangeMessageVisibilityBatchRequest request, StreamObserver<ChangeMessageVisibilityBatchResponse> out) {
        answers.answer(
                "ChangeMessageVisibilityBatch",
                request.getRequestId(),
                request.getQueueUrl(),
                out,
                queue -> messages.changeVisibilityBatch(queue, request));
    }

    @Override
    public void traceMessage(TraceMessageRequest request, StreamObserver<TraceMessageResponse> out) {
        answers.answer("TraceMessage", "", out, () -> FakeTraces.of(request));
    }

    @Override
    public StreamObserver<ConsumeRequest> consume(StreamObserver<ConsumeResponse> out) {
        node.note("Consume", "");
        return new FakeConsume(node, cluster, out);
    }

    @Override
    public void listDeadLetterSourceQueues(
            ListDeadLetterSourceQueuesRequest request, StreamObserver<ListDeadLetterSourceQueuesResponse> out) {
        answers.answer("ListDeadLetterSourceQueues", "", out, () -> queues.sources(request));
    }

    @Override
    public void startMessageMoveTask(
            StartMessageMoveTaskRequest request, StreamObserver<StartMessageMoveTaskResponse> out) {
        answers.answer("StartMessageMoveTask", request.getRequestId(), out, () -> moves.start(request));
    }

    @Override
    public void listMessageMoveTasks(
            ListMessageMoveTasksRequest request, StreamObserver<ListMessageMoveTasksResponse> out) {
        answers.answer("ListMessageMoveTasks", "", out, () -> moves.list(request));
    }

    @Override
    public void cancelMessageMoveTask(
            CancelMessageMoveTaskRequest request, StreamObserver<CancelMessageMoveTaskResponse> out) {
        answers.answer("CancelMessageMoveTask", request.getRequestId(), out, () -> moves.cancel(request));
    }

    @Override
    public void browseMessages(BrowseMessagesRequest request, StreamObserver<BrowseMessagesResponse> out) {
        answers.answer("BrowseMessages", "", request.getQueueUrl(), out, queue -> FakeBrowses.browse(queue, request));
    }

    @Override
    public void searchMessages(SearchMessagesRequest request, StreamObserver<SearchMessagesResponse> out) {
        answers.answer("SearchMessages", "", request.getQueueUrl(), out, queue -> FakeBrowses.search(queue, request));
    }
}
