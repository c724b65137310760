package io.sluice.node.edge.queue;

import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.GetQueueUrlResponse;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ListQueuesResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.concurrent.CompletableFuture;

/** Finds queues by name, and lists them in pages. */
final class QueueDirectory {
    /** What listing is an operation on: all queues of the account. */
    private static final String ANY = "*";

    private final QueueRouting routing;
    private final QueueAddresses addresses;

    QueueDirectory(QueueRouting routing, QueueAddresses addresses) {
        this.routing = routing;
        this.addresses = addresses;
    }

    CompletableFuture<GetQueueUrlResponse> url(ApiCall call, GetQueueUrlRequest request) {
        String given = request.getQueueOwnerAwsAccountId();
        String owner = given.isEmpty() ? call.account() : given;
        if (request.getQueueName().isEmpty()) {
            return Checked.<GetQueueUrlResponse>bad(QueueErrors.missing("QueueName"))
                    .compose(CompletableFuture::completedFuture);
        }
        return addresses
                .existing(owner, request.getQueueName())
                .compose(name -> routing.locate(call, name))
                .thenApply(place -> GetQueueUrlResponse.newBuilder()
                        .setQueueUrl(addresses.url(call, place.name()))
                        .build());
    }

    /** The next token comes only to those who asked for pages (AWS does so too). */
    CompletableFuture<ListQueuesResponse> list(ApiCall call, ListQueuesRequest request) {
        int namesMax = request.hasMaxResults() ? request.getMaxResults() : Limits.PAGE_MAX;
        ApiError problem = PageTokens.lengthProblem(namesMax, Limits.PAGE_MAX);
        if (problem != null) {
            return ApiFailure.future(problem);
        }
        ResourceName any = new ResourceName(ResourceKind.QUEUE, call.account(), ANY);
        return routing.permit(call, any)
                .thenCompose(allowed -> PageTokens.after(request.getNextToken())
                        .compose(after -> routing.query(
                                call,
                                TabletId.CATALOG,
                                new Query.ListNames(
                                        ResourceKind.QUEUE,
                                        call.account(),
                                        request.getQueueNamePrefix(),
                                        after,
                                        namesMax))))
                .thenApply(reply -> page(call, (Reply.Names) reply, request.hasMaxResults()));
    }

    private ListQueuesResponse page(ApiCall call, Reply.Names names, boolean paged) {
        ListQueuesResponse.Builder page = ListQueuesResponse.newBuilder();
        for (ResourceName name : names.names()) {
            page.addQueueUrls(addresses.url(call, name));
        }
        if (paged && names.more() && !names.names().isEmpty()) {
            page.setNextToken(
                    PageTokens.of(names.names().get(names.names().size() - 1).name()));
        }
        return page.build();
    }
}
