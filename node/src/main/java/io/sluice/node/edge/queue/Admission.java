package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.access.Circumstances;
import io.sluice.node.edge.access.Judge.Verdict;
import io.sluice.node.edge.access.Policy;
import io.sluice.node.edge.call.Access;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.model.ResourceName;
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
 * whether it is there: the words are the same, and between accounts so is the time, for a refusal is given only when
 * {@link #REFUSAL_MILLIS} have passed since the call came, however soon it was clear.
 */
final class Admission {
    /** Longer than it takes to find a queue and its policy on any node, or to find none. */
    static final long REFUSAL_MILLIS = 100;

    private final QueueAddresses addresses;
    private final QueuePolicies policies;
    private final ScheduledExecutorService timer;
    private final LongSupplier clockMillis;

    Admission(Router router, QueueAddresses addresses, ScheduledExecutorService timer, LongSupplier clockMillis) {
        this.addresses = addresses;
        this.policies = new QueuePolicies(router);
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
            Caller caller, Action action, ResourceName name, Supplier<CompletableFuture<Optional<Place>>> find) {
        if (caller.identity().trusted()) {
            return find.get();
        }
        long beganNanos = System.nanoTime();
        Circumstances call = circumstances(caller, action, name);
        boolean own = caller.account().equals(name.account());
        CompletableFuture<Optional<Place>> admitted = find.get()
                .thenCompose(place -> place.isPresent()
                        ? policies.of(place.get())
                                .thenCompose(policy -> Access.ofResource(call, policy)
                                        .compose(allowed -> CompletableFuture.completedFuture(place)))
                        : nowhere(call, own));
        return own ? admitted : admitted.exceptionallyCompose(thrown -> late(thrown, beganNanos));
    }

    /** A queue that is not there, of an account whose own callers learn that, if they might use it. */
    private static CompletableFuture<Optional<Place>> nowhere(Circumstances call, boolean own) {
        Optional<Policy> none = Optional.empty();
        return own
                ? Access.ofResource(call, none).compose(allowed -> CompletableFuture.completedFuture(Optional.empty()))
                : ApiFailure.future(Access.denied(call, Verdict.NOT_ALLOWED));
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
