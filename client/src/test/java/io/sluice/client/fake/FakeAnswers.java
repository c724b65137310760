package io.sluice.client.fake;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How a fake node answers: as its mood is, and a repeated request with the reply that is kept for it. */
final class FakeAnswers {
    private final FakeNode node;
    private final FakeCluster cluster;

    FakeAnswers(FakeNode node, FakeCluster cluster) {
        this.node = node;
        this.cluster = cluster;
    }

    <T> void answer(String method, String requestId, StreamObserver<T> out, Supplier<T> work) {
        try {
            switch (node.note(method, requestId)) {
                case WELL -> {
                    out.onNext(cluster.once(requestId, work));
                    out.onCompleted();
                }
                case ACT_THEN_FAIL -> {
                    cluster.once(requestId, work);
                    out.onError(Status.UNAVAILABLE.asRuntimeException());
                }
                case ACT_THEN_HANG -> cluster.once(requestId, work);
                case PAUSED -> {
                    // Nothing, as a stopped process.
                }
                case NO_LEADER -> out.onError(Refusals.coded(Status.UNAVAILABLE, "ServiceUnavailable", "No leader."));
                case THROTTLED ->
                    out.onError(Refusals.coded(Status.RESOURCE_EXHAUSTED, "RequestThrottled", "Slow down."));
            }
        } catch (StatusRuntimeException e) {
            out.onError(e);
        }
    }

    /** The same for what is done in a queue. */
    <T> void answer(String method, String requestId, String queue, StreamObserver<T> out, Function<FakeQueue, T> work) {
        answer(method, requestId, out, () -> in(queue, work));
    }

    /** Does something in a queue, which must be there. */
    <T> T in(String queue, Function<FakeQueue, T> work) {
        @Nullable T result = cluster.with(queue, work);
        if (result == null) {
            throw Refusals.noQueue();
        }
        return result;
    }
}
