package io.sluice.client;

import io.grpc.MethodDescriptor;
import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.GetQueueUrlResponse;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.ListQueueTagsResponse;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.api.v1.StartMessageMoveTaskResponse;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.TraceMessageRequest;
import io.sluice.api.v1.UntagQueueRequest;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Most unary operations on queues, begun but not awaited; both faces build on them. */
final class QueueCalls {
    /** The longest wait a queue may have as its own default, which a receive without a wait takes. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final Transport transport;
    private final ClientConfig config;

    QueueCalls(Transport transport, ClientConfig config) {
        this.transport = transport;
        this.config = config;
    }

    Transport transport() {
        return transport;
    }

    Pending<?, String> createQueue(String name, Map<String, String> attributes, Map<String, String> tags) {
        CreateQueueRequest request = CreateQueueRequest.newBuilder()
                .setQueueName(name)
                .putAllAttributes(attributes)
                .putAllTags(tags)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getCreateQueueMethod(), request, name, CreateQueueResponse::getQueueUrl);
    }

    Pending<?, Done> deleteQueue(String queue) {
        DeleteQueueRequest request = DeleteQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getDeleteQueueMethod(), request, queue, Done::of);
    }

    Pending<?, String> queueUrl(String name) {
        GetQueueUrlRequest request =
                GetQueueUrlRequest.newBuilder().setQueueName(name).build();
        return call(QueueServiceGrpc.getGetQueueUrlMethod(), request, "", GetQueueUrlResponse::getQueueUrl);
    }

    Pending<?, QueuePage> listQueues(String prefix, int pageMax, String nextToken) {
        ListQueuesRequest request = ListQueuesRequest.newBuilder()
                .setQueueNamePrefix(prefix)
                .setMaxResults(pageMax)
                .setNextToken(nextToken)
                .build();
        return call(
                QueueServiceGrpc.getListQueuesMethod(),
                request,
                "",
                page -> new QueuePage(page.getQueueUrlsList(), page.getNextToken()));
    }

    Pending<?, Map<String, String>> attributes(String queue, List<String> names) {
        GetQueueAttributesRequest request = GetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queue)
                .addAllAttributeNames(names)
                .build();
        return call(
                QueueServiceGrpc.getGetQueueAttributesMethod(),
                request,
                queue,
                GetQueueAttributesResponse::getAttributesMap);
    }

    Pending<?, Done> setAttributes(String queue, Map<String, String> attributes) {
        SetQueueAttributesRequest request = SetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queue)
                .putAllAttributes(attributes)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getSetQueueAttributesMethod(), request, queue, Done::of);
    }

    Pending<?, Done> tag(String queue, Map<String, String> tags) {
        TagQueueRequest request = TagQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .putAllTags(tags)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getTagQueueMethod(), request, queue, Done::of);
    }

    Pending<?, Done> untag(String queue, List<String> keys) {
        UntagQueueRequest request = UntagQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .addAllTagKeys(keys)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getUntagQueueMethod(), request, queue, Done::of);
    }

    Pending<?, Map<String, String>> tags(String queue) {
        ListQueueTagsRequest request =
                ListQueueTagsRequest.newBuilder().setQueueUrl(queue).build();
        return call(QueueServiceGrpc.getListQueueTagsMethod(), request, queue, ListQueueTagsResponse::getTagsMap);
    }

    Pending<?, Done> addPermission(String queue, Permission permission) {
        AddPermissionRequest request = AddPermissionRequest.newBuilder()
                .setQueueUrl(queue)
                .setLabel(permission.label())
                .addAllAwsAccountIds(permission.accounts())
                .addAllActions(permission.actions())
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getAddPermissionMethod(), request, queue, Done::of);
    }

    Pending<?, Done> removePermission(String queue, String label) {
        RemovePermissionRequest request = RemovePermissionRequest.newBuilder()
                .setQueueUrl(queue)
                .setLabel(label)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getRemovePermissionMethod(), request, queue, Done::of);
    }

    Pending<?, Done> purge(String queue) {
        PurgeQueueRequest request = PurgeQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getPurgeQueueMethod(), request, queue, Done::of);
    }

    Pending<?, SentMessage> send(String queue, OutgoingMessage message) {
        return call(QueueServiceGrpc.getSendMessageMethod(), Wire.sendRequest(queue, message, id()), queue, Wire::sent);
    }

    Pending<?, BatchResult<SentMessage>> sendBatch(String queue, List<OutgoingMessage> messages) {
        SendMessageBatchRequest.Builder request =
                SendMessageBatchRequest.newBuilder().setQueueUrl(queue).setRequestId(id());
        for (int i = 0; i < messages.size(); i++) {
            request.addEntries(Wire.sendEntry(i, messages.get(i)));
        }
        return call(QueueServiceGrpc.getSendMessageBatchMethod(), request.build(), queue, QueueCalls::sentBatch);
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
        CallSpec spec = new CallSpec(key(queue), wait.plus(config.pollGrace()), wait);
        return new Pending<>(
                transport.call(
                        QueueServiceGrpc.getReceiveMessageMethod(), Wire.receiveRequest(queue, options, id()), spec),
                read);
    }

    Pending<?, Done> delete(String queue, String receipt) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(receipt)
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getDeleteMessageMethod(), request, queue, Done::of);
    }

    Pending<?, BatchResult<Done>> deleteBatch(String queue, List<String> receipts) {
        DeleteMessageBatchRequest.Builder request =
                DeleteMessageBatchRequest.newBuilder().setQueueUrl(queue).setRequestId(id());
        for (int i = 0; i < receipts.size(); i++) {
            request.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                    .setId(Integer.toString(i))
                    .setReceiptHandle(receipts.get(i)));
        }
        return call(QueueServiceGrpc.getDeleteMessageBatchMethod(), request.build(), queue, response -> {
            Map<Integer, Done> done = new LinkedHashMap<>();
            response.getSuccessfulList().forEach(entry -> done.put(Wire.position(entry.getId()), Done.DONE));
            return new BatchResult<>(done, Wire.failures(response.getFailedList()));
        });
    }

    Pending<?, Done> changeVisibility(String queue, VisibilityChange change) {
        ChangeMessageVisibilityRequest request = ChangeMessageVisibilityRequest.newBuilder()
                .setQueueUrl(queue)
                .setReceiptHandle(change.receipt())
                .setVisibilityTimeout(Wire.seconds(change.visibility()))
                .setReason(change.reason())
                .setRequestId(id())
                .build();
        return call(QueueServiceGrpc.getChangeMessageVisibilityMethod(), request, queue, Done::of);
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
                .setRequestId(id());
        for (int i = 0; i < changes.size(); i++) {
            request.addEntries(ChangeMessageVisibilityBatchRequestEntry.newBuilder()
                    .setId(Integer.toString(i))
                    .setReceiptHandle(changes.get(i).receipt())
                    .setVisibilityTimeout(Wire.seconds(changes.get(i).visibility())));
        }
        return call(QueueServiceGrpc.getChangeMessageVisibilityBatchMethod(), request.build(), queue, response -> {
            Map<Integer, Done> done = new LinkedHashMap<>();
            response.getSuccessfulList().forEach(entry -> done.put(Wire.position(entry.getId()), Done.DONE));
            return new BatchResult<>(done, Wire.failures(response.getFailedList()));
        });
    }

    Pending<?, QueuePage> deadLetterSources(String queue, int pageMax, String nextToken) {
        ListDeadLetterSourceQueuesRequest request = ListDeadLetterSourceQueuesRequest.newBuilder()
                .setQueueUrl(queue)
                .setMaxResults(pageMax)
                .setNextToken(nextToken)
                .build();
        return call(
                QueueServiceGrpc.getListDeadLetterSourceQueuesMethod(),
                request,
                queue,
                page -> new QueuePage(page.getQueueUrlsList(), page.getNextToken()));
    }

    Pending<?, String> startMove(String sourceArn, MoveOptions options) {
        StartMessageMoveTaskRequest.Builder request = StartMessageMoveTaskRequest.newBuilder()
                .setSourceArn(sourceArn)
                .setDestinationArn(options.destinationArn())
                .setRequestId(id());
        if (options.messagesPerSecond() != 0) {
            request.setMaxNumberOfMessagesPerSecond(options.messagesPerSecond());
        }
        return call(
                QueueServiceGrpc.getStartMessageMoveTaskMethod(),
                request.build(),
                named(sourceArn),
                StartMessageMoveTaskResponse::getTaskHandle);
    }

    Pending<?, List<MoveInfo>> listMoves(String sourceArn, int movesMax) {
        ListMessageMoveTasksRequest request = ListMessageMoveTasksRequest.newBuilder()
                .setSourceArn(sourceArn)
                .setMaxResults(movesMax)
                .build();
        return call(
                QueueServiceGrpc.getListMessageMoveTasksMethod(),
                request,
                named(sourceArn),
                response ->
                        response.getResultsList().stream().map(QueueCalls::move).toList());
    }

    private static MoveInfo move(ListMessageMoveTasksResultEntry entry) {
        return new MoveInfo(
                entry.getTaskHandle(),
                entry.getStatus(),
                entry.getSourceArn(),
                entry.getDestinationArn(),
                entry.getMaxNumberOfMessagesPerSecond(),
                entry.getApproximateNumberOfMessagesMoved(),
                entry.getApproximateNumberOfMessagesToMove(),
                entry.getFailureReason(),
                Instant.ofEpochMilli(entry.getStartedTimestamp()),
                entry.getRedriveHandle(),
                entry.getScanned(),
                entry.getLeftBehind());
    }

    Pending<?, Long> cancelMove(String taskHandle) {
        CancelMessageMoveTaskRequest request = CancelMessageMoveTaskRequest.newBuilder()
                .setTaskHandle(taskHandle)
                .setRequestId(id())
                .build();
        return call(
                QueueServiceGrpc.getCancelMessageMoveTaskMethod(),
                request,
                "",
                CancelMessageMoveTaskResponse::getApproximateNumberOfMessagesMoved);
    }

    Pending<?, MessageTrace> trace(String queue, String messageId) {
        TraceMessageRequest request = TraceMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setMessageId(messageId)
                .build();
        return call(
                QueueServiceGrpc.getTraceMessageMethod(),
                request,
                queue,
                trace -> new MessageTrace(
                        trace.getKept(),
                        trace.getEntriesList().stream().map(QueueCalls::entry).toList()));
    }

    private static TraceEntry entry(io.sluice.api.v1.TraceEntry entry) {
        return new TraceEntry(
                entry.getEvent(),
                Instant.ofEpochMilli(entry.getTimestamp()),
                entry.getReceiveNumber(),
                entry.getHiddenUntilTimestamp() == 0 ? null : Instant.ofEpochMilli(entry.getHiddenUntilTimestamp()),
                entry.getWho());
    }

    /** The queue that an ARN names. */
    private static String named(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private <Q, R, T> Pending<R, T> call(MethodDescriptor<Q, R> method, Q request, String queue, Function<R, T> read) {
        return new Pending<>(transport.call(method, request, CallSpec.prompt(key(queue), config.callTimeout())), read);
    }

    /** Leaders are remembered by queue name, whichever way the caller names the queue. */
    static String key(String queue) {
        return queue.substring(queue.lastIndexOf('/') + 1);
    }

    private String id() {
        return transport.nextRequestId();
    }
}
