package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Finds queues and sends commands to them. What the cluster says no to becomes a failed future. */
final class QueueRouting {
    private final Router router;
    private final QueueAddresses addresses;

    QueueRouting(Router router, QueueAddresses addresses) {
        this.router = router;
        this.addresses = addresses;
    }

    /** The queue that a URL or bare name means. */
    CompletableFuture<Place> locate(ApiCall call, String queueUrl) {
        return addresses.parse(queueUrl).compose(name -> locate(call, name));
    }

    /** The queue of that name. */
    CompletableFuture<Place> locate(ApiCall call, ResourceName name) {
        return call.await(router.locate(name, call.deadlineNanos())).thenApply(reply -> {
            Reply.Placed placed = expect(Reply.Placed.class, reply, name);
            call.concerns(placed.tablet());
            return new Place(name, placed.resource(), placed.tablet());
        });
    }

    /** The queue of that name, if there is one. */
    CompletableFuture<Optional<Place>> find(ApiCall call, ResourceName name) {
        return call.await(router.locate(name, call.deadlineNanos())).thenApply(reply -> {
            if (reply instanceof Reply.Rejected rejected && rejected.code() == RejectionCode.RESOURCE_MISSING) {
                return Optional.empty();
            }
            Reply.Placed placed = expect(Reply.Placed.class, reply, name);
            return Optional.of(new Place(name, placed.resource(), placed.tablet()));
        });
    }

    /** Sends a command to a queue's tablet; its reply may be a rejection. */
    CompletableFuture<Reply> execute(ApiCall call, Place place, RequestId id, Command command) {
        return execute(call, place.tablet(), id, command);
    }

    /** Sends a command to a tablet; its reply may be a rejection. */
    CompletableFuture<Reply> execute(ApiCall call, TabletId tablet, RequestId id, Command command) {
        return call.await(router.execute(tablet, id, command, call.deadlineNanos(), OptionalLong.empty()));
    }

    /** Sends a receive, which may wait; empty: as long as its queue says. */
    CompletableFuture<Reply> poll(ApiCall call, Place place, RequestId id, Command command, OptionalLong waitMillis) {
        return call.await(router.execute(place.tablet(), id, command, call.deadlineNanos(), waitMillis));
    }

    /** Asks a tablet; the answer may be a rejection. */
    CompletableFuture<Reply> query(ApiCall call, TabletId tablet, Query query) {
        return call.await(router.query(tablet, query, call.deadlineNanos()));
    }

    /** The reply as what it must be, unless it is a rejection. */
    static <R extends Reply> R expect(Class<R> type, Reply reply, ResourceName queue) {
        if (reply instanceof Reply.Rejected rejected) {
            throw new ApiFailure(QueueErrors.rejected(rejected, queue));
        }
        return type.cast(reply);
    }
}
