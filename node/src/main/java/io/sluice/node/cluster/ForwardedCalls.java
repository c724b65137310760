package io.sluice.node.cluster;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.QueryCodec;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ReplyCodec;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.ForwardResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The calls that one peer forwards to this node on one stream. gRPC would keep without bound the answers that a
 * peer does not read, so they wait here, and those that find too many before them are left out.
 */
final class ForwardedCalls implements StreamObserver<ForwardRequest> {
    /**
     * Encoded answers that may wait for one peer to read. With more, further calls are refused, and calls that are
     * done are answered as unknown: asked again under their request ids they have their answers then.
     */
    static final long ANSWER_BYTES_MAX = 32L << 20;

    /** What gRPC may hold of answers and still asks for more; its own 32 KiB are less than one answer of a batch. */
    private static final int READY_BYTES = 1 << 20;

    private final LocalTablets local;
    private final ServerCallStreamObserver<ForwardResponse> responses;
    private final Map<Long, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();

    /** Answers that gRPC does not take yet; used under the lock of {@link #responses}. */
    private final Deque<ForwardResponse> waiting = new ArrayDeque<>();

    /** What these take; changed under the same lock. */
    private final AtomicLong waitingBytes = new AtomicLong();

    ForwardedCalls(LocalTablets local, ServerCallStreamObserver<ForwardResponse> responses) {
        this.local = local;
        this.responses = responses;
        responses.setOnReadyThreshold(READY_BYTES);
        responses.setOnReadyHandler(this::answerMore);
        responses.setOnCancelHandler(this::abandon);
    }

    @Override
    public void onNext(ForwardRequest request) {
        if (request.getCancel()) {
            CompletableFuture<Reply> call = calls.remove(request.getCorrelation());
            if (call != null) {
                call.cancel(false);
            }
            return;
        }
        CompletableFuture<Reply> call = isFull()
                ? CompletableFuture.failedFuture(ProposeFailure.overloaded(
                        "more than " + ANSWER_BYTES_MAX + " bytes of answers wait for one node to read them"))
                : begin(request);
        if (!call.isDone()) {
            calls.put(request.getCorrelation(), call);
        }
        var unused = call.whenComplete((reply, failure) -> {
            calls.remove(request.getCorrelation());
            answer(request.getCorrelation(), reply, failure);
        });
    }

    private CompletableFuture<Reply> begin(ForwardRequest request) {
        TabletId tablet = new TabletId(request.getTablet());
        try {
            if (request.hasQuery()) {
                return local.query(tablet, QueryCodec.decode(request.getQuery()));
            }
            byte[] bytes = request.getCommand().toByteArray();
            Entry.Item item = EntryCodec.decodeItem(bytes);
            long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(request.getTimeoutMillis());
            OptionalLong waitMillis =
                    request.hasWaitMillis() ? OptionalLong.of(request.getWaitMillis()) : OptionalLong.empty();
            return local.execute(
                    tablet, new Call(item.requestId(), item.command(), new Bytes(bytes), deadlineNanos, waitMillis));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(ProposeFailure.unknown(String.valueOf(e.getMessage())));
        }
    }

    private void answer(long correlation, Reply reply, Throwable failure) {
        ForwardResponse.Builder response = ForwardResponse.newBuilder().setCorrelation(correlation);
        if (failure != null) {
            response.setFailure(Failures.toRecord(Failures.of(failure)));
        } else if (isFull()) {
            response.setFailure(Failures.toRecord(ProposeFailure.unknown("the answer found too many before it")));
        } else {
            response.setReply(UnsafeByteOperations.unsafeWrap(ReplyCodec.encode(reply)));
        }
        ForwardResponse built = response.build();
        synchronized (responses) {
            waiting.add(built);
            waitingBytes.addAndGet(built.getSerializedSize());
            answerMore();
        }
    }

    private boolean isFull() {
        return waitingBytes.get() > ANSWER_BYTES_MAX;
    }

    private void answerMore() {
        synchronized (responses) {
            if (responses.isCancelled()) {
                waiting.clear();
                waitingBytes.set(0);
            }
            while (!waiting.isEmpty() && responses.isReady()) {
                ForwardResponse next = waiting.remove();
                waitingBytes.addAndGet(-next.getSerializedSize());
                responses.onNext(next);
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        abandon();
    }

    @Override
    public void onCompleted() {
        abandon();
        synchronized (responses) {
            waiting.clear();
            waitingBytes.set(0);
            if (!responses.isCancelled()) {
                responses.onCompleted();
            }
        }
    }

    /** Nobody waits for the answers any more: parked polls must not take messages for a caller that is gone. */
    private void abandon() {
        calls.values().forEach(call -> call.cancel(false));
        calls.clear();
    }
}
