package io.sluice.node.edge.call;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Serves one unary operation: nothing blocks, the work is dropped when the caller goes, and the
 * response says who leads the tablet, so that a client may turn there the next time. It takes the
 * place of gRPC's own observers because those cannot set a header once the tablet is known.
 */
public final class UnaryCalls<Q, R> implements ServerCallHandler<Q, R> {
    /** Header with the gRPC address of the node that leads the resource's tablet. */
    public static final Metadata.Key<String> LEADER =
            Metadata.Key.of("sluice-leader", Metadata.ASCII_STRING_MARSHALLER);

    private final Callers callers;
    private final Action action;
    private final ToLongFunction<Q> deadlineNanos;
    private final LeaderAddresses leaders;
    private final Operation<Q, R> operation;

    /**
     * Serves this operation.
     *
     * @param callers tell who makes a call of gRPC
     * @param action what the operation is for those who may call it
     * @param deadlineNanos when a call with a request gives up, on {@link System#nanoTime()}; asked
     *     in the context of the call
     */
    public UnaryCalls(
            Callers callers,
            Action action,
            ToLongFunction<Q> deadlineNanos,
            LeaderAddresses leaders,
            Operation<Q, R> operation) {
        this.callers = callers;
        this.action = action;
        this.deadlineNanos = deadlineNanos;
        this.leaders = leaders;
        this.operation = operation;
    }

    /** What the operation does with a request; its future fails with what {@link Failures} knows. */
    @FunctionalInterface
    public interface Operation<Q, R> {
        /** Begins; returns at once. */
        CompletableFuture<R> run(ApiCall call, Q request);
    }

    /** A call under way, and what will come of it. */
    public record Begun<R>(ApiCall call, CompletableFuture<R> reply) {}

    /**
     * Begins a call, whatever the wire it came by.
     *
     * @param origin see {@link ApiCall#origin}
     */
    public Begun<R> begin(Q request, Caller caller, Optional<String> origin) {
        return begin(request, deadlineNanos.applyAsLong(request), caller, origin);
    }

    private Begun<R> begin(Q request, long deadline, Caller caller, Optional<String> origin) {
        ApiCall begun = new ApiCall(deadline, caller, action, origin);
        try {
            return new Begun<>(begun, operation.run(begun, request));
        } catch (RuntimeException e) {
            // Outermost frame of the call: a fault of ours must still answer the caller.
            return new Begun<>(begun, CompletableFuture.failedFuture(e));
        }
    }

    @Override
    public ServerCall.Listener<Q> startCall(ServerCall<Q, R> call, Metadata headers) {
        // Two, so that a second message is noticed and refused.
        call.request(2);
        return new Listener(call, callers.of(headers, call.getAttributes()));
    }

    private final class Listener extends ServerCall.Listener<Q> {
        private final ServerCall<Q, R> call;
        private final CompletableFuture<Caller> caller;
        private volatile @Nullable ApiCall work;
        private @Nullable Q request;
        private boolean refused;

        Listener(ServerCall<Q, R> call, CompletableFuture<Caller> caller) {
            this.call = call;
            this.caller = caller;
        }

        @Override
        public void onMessage(Q message) {
            if (request != null) {
                refused = true;
                call.close(Status.INTERNAL.withDescription("more than one request"), new Metadata());
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            Q message = request;
            // Not held while the call waits: it may have a megabyte.
            request = null;
            if (refused) {
                return;
            }
            if (message == null) {
                call.close(Status.INTERNAL.withDescription("no request"), new Metadata());
                return;
            }
            // Here, for here is the call's context; who calls may be found out later and elsewhere.
            long deadline = deadlineNanos.applyAsLong(message);
            var unused = caller.whenComplete((known, thrown) -> run(message, deadline, known, thrown));
        }

        private void run(Q message, long deadline, @Nullable Caller known, @Nullable Throwable thrown) {
            if (known == null) {
                refuse(thrown == null ? new IllegalStateException("no caller") : thrown, new Metadata());
                return;
            }
            Begun<R> begun = begin(message, deadline, known, Optional.empty());
            work = begun.call();
            if (call.isCancelled()) {
                begun.call().cancel();
            }
            var unused = begun.reply().whenComplete((response, failure) -> answer(begun.call(), response, failure));
        }

        @Override
        public void onCancel() {
            ApiCall begun = work;
            if (begun != null) {
                begun.cancel();
            }
        }

        private void answer(ApiCall begun, @Nullable R response, @Nullable Throwable thrown) {
            if (call.isCancelled()) {
                return;
            }
            if (response == null) {
                Metadata trailers = new Metadata();
                tell(begun, trailers);
                refuse(thrown == null ? new IllegalStateException("no reply") : thrown, trailers);
                return;
            }
            Metadata headers = new Metadata();
            tell(begun, headers);
            call.sendHeaders(headers);
            call.sendMessage(response);
            call.close(Status.OK, new Metadata());
        }

        private void refuse(Throwable thrown, Metadata trailers) {
            if (call.isCancelled()) {
                return;
            }
            ApiError error = Failures.error(thrown);
            trailers.merge(StatusMapping.trailers(error));
            call.close(StatusMapping.status(error), trailers);
        }

        private void tell(ApiCall begun, Metadata metadata) {
            begun.tablet().flatMap(leaders::of).ifPresent(address -> metadata.put(LEADER, address));
        }
    }
}
