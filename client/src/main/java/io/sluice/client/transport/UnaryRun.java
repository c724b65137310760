package io.sluice.client.transport;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One logical call: its attempts on one node after another, all with the same request and so the
 * same request id. The number of attempts is bounded by the deadline and the pauses between them.
 */
final class UnaryRun<Q, R> {
    private final Transport transport;
    private final MethodDescriptor<Q, R> method;
    private final Q request;
    private final CallSpec spec;
    private final long deadlineNanos;
    private final long attemptNanos;
    private final CompletableFuture<R> result = new CompletableFuture<>();
    // Written by one attempt at a time; attempts follow one another with a happens-before.
    private int failedAttempts;
    private @Nullable Endpoint avoided;
    private volatile @Nullable ClientCall<Q, R> open;

    UnaryRun(Transport transport, MethodDescriptor<Q, R> method, Q request, CallSpec spec) {
        this.transport = transport;
        this.method = method;
        this.request = request;
        this.spec = spec;
        this.deadlineNanos = System.nanoTime() + spec.timeout().toNanos();
        this.attemptNanos =
                transport.config().attemptTimeout().toNanos() + spec.heldFor().toNanos();
        CompletableFuture<R> unused = result.whenComplete((answer, failure) -> {
            if (result.isCancelled()) {
                abandon();
            }
        });
    }

    CompletableFuture<R> result() {
        return result;
    }

    void attempt() {
        if (result.isDone()) {
            return;
        }
        if (transport.isClosed()) {
            closed();
            return;
        }
        long remainingNanos = Math.max(1, deadlineNanos - System.nanoTime());
        Endpoint endpoint = transport.pick(spec.leaderKey(), avoided);
        ClientCall<Q, R> call = endpoint.channel()
                .newCall(
                        method,
                        CallOptions.DEFAULT.withDeadlineAfter(
                                Math.min(remainingNanos, attemptNanos), TimeUnit.NANOSECONDS));
        open = call;
        Runnable leave = () -> call.cancel("the node is in doubt", null);
        if (!spec.heldFor().isZero()) {
            endpoint.hold(leave);
        }
        call.start(new Attempt(endpoint, leave), new Metadata());
        // One more than the single answer, so that the end is seen without another request.
        call.request(2);
        call.sendMessage(request);
        call.halfClose();
    }

    void closed() {
        result.completeExceptionally(new CallFailure.Closed("the client is closed"));
    }

    private void abandon() {
        @Nullable ClientCall<Q, R> call = open;
        if (call != null) {
            call.cancel("given up by the caller", null);
        }
    }

    private void failed(Endpoint endpoint, Status status, Metadata trailers) {
        if (transport.isClosed()) {
            closed();
            return;
        }
        Verdict verdict = Verdict.of(status, trailers);
        if (verdict == Verdict.FINAL) {
            result.completeExceptionally(Verdict.rejection(status, trailers));
            return;
        }
        if (verdict == Verdict.TRY_ANOTHER) {
            transport.doubt(endpoint, spec.leaderKey());
        } else if (verdict == Verdict.TRY_AGAIN) {
            transport.leaders().forget(spec.leaderKey(), endpoint.name());
        }
        transport.leaders().learn(spec.leaderKey(), trailers);
        avoided = verdict == Verdict.TRY_LATER ? null : endpoint;
        failedAttempts++;
        long pauseNanos = transport.pauseNanos(failedAttempts);
        if (System.nanoTime() + pauseNanos - deadlineNanos >= 0) {
            result.completeExceptionally(exhausted(status));
            return;
        }
        transport.later(this, pauseNanos);
    }

    private CallFailure exhausted(Status status) {
        String what = method.getBareMethodName() + " has no answer after " + failedAttempts + " attempts in "
                + spec.timeout().toMillis() + " ms on " + transport.names() + "; last: " + Verdict.text(status);
        return status.getCode() == Status.Code.DEADLINE_EXCEEDED
                ? new CallFailure.TimedOut(what)
                : new CallFailure.Unavailable(what);
    }

    /** Hears one attempt. */
    private final class Attempt extends ClientCall.Listener<R> {
        private final Endpoint endpoint;
        private final Runnable leave;
        private @Nullable R answer;

        Attempt(Endpoint endpoint, Runnable leave) {
            this.endpoint = endpoint;
            this.leave = leave;
        }

        @Override
        public void onHeaders(Metadata headers) {
            transport.leaders().learn(spec.leaderKey(), headers);
        }

        @Override
        public void onMessage(R message) {
            answer = message;
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            open = null;
            if (!spec.heldFor().isZero()) {
                endpoint.letGo(leave);
            }
            if (!status.isOk() || answer == null) {
                failed(endpoint, status.isOk() ? Status.INTERNAL.withDescription("no answer") : status, trailers);
                return;
            }
            endpoint.answered();
            transport.leaders().learn(spec.leaderKey(), trailers);
            result.complete(answer);
        }
    }
}
