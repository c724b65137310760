package io.sluice.node.edge.queue;

import io.sluice.api.v1.ListQueueTagsRequest;
import io.sluice.api.v1.ListQueueTagsResponse;
import io.sluice.api.v1.TagQueueRequest;
import io.sluice.api.v1.TagQueueResponse;
import io.sluice.api.v1.UntagQueueRequest;
import io.sluice.api.v1.UntagQueueResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import java.util.concurrent.CompletableFuture;

/** Adds, takes away and lists the tags of queues. */
final class Tagging {
    private final QueueRouting routing;
    private final CallIds ids;

    Tagging(QueueRouting routing, CallIds ids) {
        this.routing = routing;
        this.ids = ids;
    }

    CompletableFuture<TagQueueResponse> tag(ApiCall call, TagQueueRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> QueueTags.given(request.getTagsMap(), place.name())
                        .compose(tags -> ids.of(request.getRequestId(), ApiOperation.TAG_QUEUE, place.name())
                                .compose(id -> routing.execute(
                                        call, place, id.only(), new QueueCommand.Tag(place.queue(), tags))))
                        .thenApply(reply -> {
                            QueueRouting.expect(Reply.class, reply, place.name());
                            return TagQueueResponse.getDefaultInstance();
                        }));
    }

    CompletableFuture<UntagQueueResponse> untag(ApiCall call, UntagQueueRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> QueueTags.keys(request.getTagKeysList())
                        .compose(keys -> ids.of(request.getRequestId(), ApiOperation.UNTAG_QUEUE, place.name())
                                .compose(id -> routing.execute(
                                        call, place, id.only(), new QueueCommand.Untag(place.queue(), keys))))
                        .thenApply(reply -> {
                            QueueRouting.expect(Reply.class, reply, place.name());
                            return UntagQueueResponse.getDefaultInstance();
                        }));
    }

    CompletableFuture<ListQueueTagsResponse> list(ApiCall call, ListQueueTagsRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> routing.query(call, place.tablet(), new Query.ListTags(place.queue()))
                        .thenApply(reply -> ListQueueTagsResponse.newBuilder()
                                .putAllTags(QueueRouting.expect(Reply.Tags.class, reply, place.name())
                                        .tags())
                                .build()));
    }
}
