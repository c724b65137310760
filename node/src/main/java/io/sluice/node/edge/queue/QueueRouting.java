package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Finds queues for those who may use them, and sends commands to them. What the cluster says no to becomes a failed
 * future.
 */
final class QueueRouting {
    private final Router router;
    private final QueueAddresses addresses;
    private final Admission admission;

    QueueRouting(Router router, QueueAddresses addresses, Admission admission) {
        this.router = router;
        this.addresses = addresses;
        this.admission = admission;
    }

    /** The queue that a URL or bare name means. */
    CompletableFuture<Place> locate(ApiCall call, String queueUrl) {
        return addresses.parse(call.account(), queueUrl).compose(name -> locate(call, name));
    }

    /** The queue of that name, if the caller may do with it what the call is for. */
    CompletableFuture<Place> locate(ApiCall call, ResourceName name) {
        return find(call, call.action(), name).thenApply(found -> {
            Place place = found.orElseThrow(() -> new ApiFailure(QueueErrors.missingQueue()));
            call.concerns(place.tablet());
            return place;
        });
    }

    /** Says no to a caller who may not do what the call is for with a queue that need not be there. */
    CompletableFuture<Action> permit(ApiCall call, ResourceName name) {
        return admission.permit(call, name);
    }

    /** The queue of that name, if there is one; for callers who may do that with it. */
    CompletableFuture<Optional<Place>> find(ApiCall call, Action action, ResourceName name) {
        return admission.admit(call, action, name, () -> find(call, name));
    }

    private CompletableFuture<Optional<Place>> find(ApiCall call, ResourceName name) {
        return call.await(router.locate(name, call.deadlineNanos())).thenApply(reply -> {
            if (reply instanceof Reply.Rejected rejected && rejected.code() == RejectionCode.RESOURCE_MISSING) {
                return Optional.empty();
            }
            return Optional.of(Place.of(name, expect(Reply.Placed.class, reply, name)));
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

    /** Begins a move where one more may be active in the account; replies {@link Reply.MoveStarted}. */
    CompletableFuture<Reply> startMove(ApiCall call, Place source, CallId id, QueueCommand.StartMove command) {
        return execute(call, TabletId.CATALOG, id.step(1), new CatalogCommand.ReserveMove(source.queue()))
                .thenCompose(reply -> {
                    expect(Reply.Done.class, reply, source.name());
                    return execute(call, source, id.only(), command);
                });
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
