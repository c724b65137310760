package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Circumstances;
import io.sluice.node.edge.access.Judge;
import io.sluice.node.edge.access.Judge.Verdict;
import io.sluice.node.edge.call.Access;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets callers to queues, or not, by their own scope and the queue's policy. Who is not let to a queue does not learn
 * whether it is there: the words are the same, and between accounts so is what is asked for them, of the catalog and of
 * a tablet, so that it takes as long when one of these is slow. A refusal is given only when {@link #REFUSAL_MILLIS}
 * have passed since the call came, however soon it was clear.
 */
final class Admission {
    /** Longer than it takes to find a queue and its policy on any node, or to find none. */
    static final long REFUSAL_MILLIS = 100;

    /** The number of no queue. */
    private static final ResourceId NOBODY = new ResourceId(0);

    private final Router router;
    private final QueueAddresses addresses;
    private final QueuePolicies policies;

    /** As other accounts know them, queue or no queue: what an account knows of its own must not tell. */
    private final QueuePolicies policiesOfOthers;

    private final ScheduledExecutorService timer;
    private final LongSupplier clockMillis;

    Admission(Router router, QueueAddresses addresses, ScheduledExecutorService timer, LongSupplier clockMillis) {
        this.router = router;
        this.addresses = addresses;
        this.policies = new QueuePolicies(router);
        this.policiesOfOthers = new QueuePolicies(router);
        this.timer = timer;
        this.clockMillis = clockMillis;
    }

    /** Says no to a caller whose own scope does not allow what the call is for; the queue need not be there. */
    CompletableFuture<Action> permit(ApiCall call, ResourceName name) {
        return Access.ofResource(circumstances(call.caller(), call.action(), name), Optional.empty())
                .compose(CompletableFuture::completedFuture);
    }

    /** The queue that is found, if there is one, for those who may do that with it. */
    CompletableFuture<Optional<Place>> admit(
            ApiCall call, Action action, ResourceName name, Supplier<CompletableFuture<Optional<Place>>> find) {
        if (call.caller().identity().trusted()) {
            return find.get();
        }
        long beganNanos = System.nanoTime();
        Circumstances asked = circumstances(call.caller(), action, name);
        return call.account().equals(name.account())
                ? find.get().thenCompose(found -> admitOwn(asked, found))
                : admitOther(call, asked, name).exceptionallyCompose(thrown -> late(thrown, beganNanos));
    }

    /** An account's own callers learn that a queue is not there, if they might use it. */
    private CompletableFuture<Optional<Place>> admitOwn(Circumstances asked, Optional<Place> found) {
        return found.map(policies::of)
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenCompose(policy ->
                        Access.ofResource(asked, policy).compose(allowed -> CompletableFuture.completedFuture(found)));
    }

    /**
     * A queue that is not there has no policy, as its stand-in says, and so nobody is let to it. Before a refusal the
     * catalog's leader is asked in any case: about a queue that this node does not know, for it may be new.
     */
    private CompletableFuture<Optional<Place>> admitOther(ApiCall call, Circumstances asked, ResourceName name) {
        if (!Judge.dependsOnPolicy(asked)) {
            return ApiFailure.future(Access.denied(asked, Verdict.NOT_ALLOWED));
        }
        Optional<Place> known = router.known(name).map(placed -> Place.of(name, placed));
        return judged(asked, known.orElseGet(() -> new Place(name, NOBODY, router.standIn(name))))
                .thenCompose(verdict -> verdict.match(
                        allowed -> CompletableFuture.completedFuture(known),
                        refusal -> call.await(
                                        router.query(TabletId.CATALOG, new Query.Locate(name), call.deadlineNanos()))
                                .thenCompose(reply -> known.isEmpty() && reply instanceof Reply.Placed placed
                                        ? admitNew(asked, Place.of(name, placed))
                                        : ApiFailure.future(refusal))));
    }

    private CompletableFuture<Optional<Place>> admitNew(Circumstances asked, Place place) {
        return judged(asked, place)
                .thenCompose(
                        verdict -> verdict.compose(allowed -> CompletableFuture.completedFuture(Optional.of(place))));
    }

    private CompletableFuture<Checked<Action>> judged(Circumstances asked, Place place) {
        return policiesOfOthers.of(place).thenApply(policy -> Access.ofResource(asked, policy));
    }

    private Circumstances circumstances(Caller caller, Action action, ResourceName name) {
        return new Circumstances(
                caller, action, addresses.arn(name), name.account(), Instant.ofEpochMilli(clockMillis.getAsLong()));
    }

    private <T> CompletableFuture<T> late(Throwable thrown, long beganNanos) {
        CompletableFuture<T> refused = new CompletableFuture<>();
        Throwable cause = Failures.cause(thrown);
        boolean refusal = cause instanceof ApiFailure failure && isRefusal(failure.error());
        long leftNanos = TimeUnit.MILLISECONDS.toNanos(REFUSAL_MILLIS) - (System.nanoTime() - beganNanos);
        if (!refusal || leftNanos <= 0) {
            refused.completeExceptionally(cause);
            return refused;
        }
        try {
            var unused = timer.schedule(() -> refused.completeExceptionally(cause), leftNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            refused.completeExceptionally(cause);
        }
        return refused;
    }

    private static boolean isRefusal(ApiError error) {
        return error.shape() == ErrorShape.ACCESS_DENIED;
    }
}
