package io.sluice.client;

import io.sluice.api.v1.AddPermissionRequest;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.GetQueueUrlResponse;
import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.ListQueueTagsResponse;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.RemovePermissionRequest;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.UntagQueueRequest;
import java.util.List;
import java.util.Map;

/** The operations on queues themselves, begun but not awaited; both faces build on them. */
final class QueueCalls {
    private final PromptCalls calls;

    QueueCalls(PromptCalls calls) {
        this.calls = calls;
    }

    Pending<?, String> createQueue(String name, Map<String, String> attributes, Map<String, String> tags) {
        CreateQueueRequest request = CreateQueueRequest.newBuilder()
                .setQueueName(name)
                .putAllAttributes(attributes)
                .putAllTags(tags)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getCreateQueueMethod(), request, name, CreateQueueResponse::getQueueUrl);
    }

    Pending<?, Done> deleteQueue(String queue) {
        DeleteQueueRequest request = DeleteQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getDeleteQueueMethod(), request, queue, Done::of);
    }

    Pending<?, String> queueUrl(String name) {
        GetQueueUrlRequest request =
                GetQueueUrlRequest.newBuilder().setQueueName(name).build();
        return calls.call(QueueServiceGrpc.getGetQueueUrlMethod(), request, "", GetQueueUrlResponse::getQueueUrl);
    }

    Pending<?, QueuePage> listQueues(String prefix, int pageMax, String nextToken) {
        ListQueuesRequest request = ListQueuesRequest.newBuilder()
                .setQueueNamePrefix(prefix)
                .setMaxResults(pageMax)
                .setNextToken(nextToken)
                .build();
        return calls.call(
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
        return calls.call(
                QueueServiceGrpc.getGetQueueAttributesMethod(),
                request,
                queue,
                GetQueueAttributesResponse::getAttributesMap);
    }

    Pending<?, Done> setAttributes(String queue, Map<String, String> attributes) {
        SetQueueAttributesRequest request = SetQueueAttributesRequest.newBuilder()
                .setQueueUrl(queue)
                .putAllAttributes(attributes)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getSetQueueAttributesMethod(), request, queue, Done::of);
    }

    Pending<?, Done> tag(String queue, Map<String, String> tags) {
        TagQueueRequest request = TagQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .putAllTags(tags)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getTagQueueMethod(), request, queue, Done::of);
    }

    Pending<?, Done> untag(String queue, List<String> keys) {
        UntagQueueRequest request = UntagQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .addAllTagKeys(keys)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getUntagQueueMethod(), request, queue, Done::of);
    }

    Pending<?, Map<String, String>> tags(String queue) {
        ListQueueTagsRequest request =
                ListQueueTagsRequest.newBuilder().setQueueUrl(queue).build();
        return calls.call(QueueServiceGrpc.getListQueueTagsMethod(), request, queue, ListQueueTagsResponse::getTagsMap);
    }

    Pending<?, Done> addPermission(String queue, Permission permission) {
        AddPermissionRequest request = AddPermissionRequest.newBuilder()
                .setQueueUrl(queue)
                .setLabel(permission.label())
                .addAllAwsAccountIds(permission.accounts())
                .addAllActions(permission.actions())
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getAddPermissionMethod(), request, queue, Done::of);
    }

    Pending<?, Done> removePermission(String queue, String label) {
        RemovePermissionRequest request = RemovePermissionRequest.newBuilder()
                .setQueueUrl(queue)
                .setLabel(label)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getRemovePermissionMethod(), request, queue, Done::of);
    }

    Pending<?, Done> purge(String queue) {
        PurgeQueueRequest request = PurgeQueueRequest.newBuilder()
                .setQueueUrl(queue)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getPurgeQueueMethod(), request, queue, Done::of);
    }

    Pending<?, QueuePage> deadLetterSources(String queue, int pageMax, String nextToken) {
        ListDeadLetterSourceQueuesRequest request = ListDeadLetterSourceQueuesRequest.newBuilder()
                .setQueueUrl(queue)
                .setMaxResults(pageMax)
                .setNextToken(nextToken)
                .build();
        return calls.call(
                QueueServiceGrpc.getListDeadLetterSourceQueuesMethod(),
                request,
                queue,
                page -> new QueuePage(page.getQueueUrlsList(), page.getNextToken()));
    }
}
