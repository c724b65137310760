package io.sluice.node.edge.queue;

import io.sluice.api.v1.ListDeadLetterSourceQueuesRequest;
import io.sluice.api.v1.ListDeadLetterSourceQueuesResponse;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lists the queues whose dead letters go to a queue, from the catalog's index, in pages. */
final class DeadLetterSources {
    private final QueueRouting routing;
    private final QueueAddresses addresses;

    DeadLetterSources(QueueRouting routing, QueueAddresses addresses) {
        this.routing = routing;
        this.addresses = addresses;
    }

    CompletableFuture<ListDeadLetterSourceQueuesResponse> list(
            ApiCall call, ListDeadLetterSourceQueuesRequest request) {
        return routing.locate(call, request.getQueueUrl()).thenCompose(place -> {
            int namesMax = request.hasMaxResults() ? request.getMaxResults() : Limits.PAGE_MAX;
            ApiError problem = PageTokens.lengthProblem(namesMax, Limits.PAGE_MAX);
            if (problem != null) {
                return ApiFailure.future(problem);
            }
            return PageTokens.after(request.getNextToken())
                    .compose(after -> routing.query(
                            call, TabletId.CATALOG, new Query.ListSources(place.queue(), after, namesMax)))
                    .thenApply(reply -> page(
                            call,
                            QueueRouting.expect(Reply.Names.class, reply, place.name()),
                            request.hasMaxResults()));
        });
    }

    /** The next token comes only to those who asked for pages, as with ListQueues. */
    private ListDeadLetterSourceQueuesResponse page(ApiCall call, Reply.Names names, boolean paged) {
        ListDeadLetterSourceQueuesResponse.Builder page = ListDeadLetterSourceQueuesResponse.newBuilder();
        List<ResourceName> all = names.names();
        all.forEach(name -> page.addQueueUrls(addresses.url(call, name)));
        if (paged && names.more()) {
            page.setNextToken(PageTokens.of(all.get(all.size() - 1).name()));
        }
        return page.build();
    }
}
