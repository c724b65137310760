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
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The calls that one peer forwards to this node on one stream. */
final class ForwardedCalls implements StreamObserver<ForwardRequest> {
    private final LocalTablets local;
    private final ServerCallStreamObserver<ForwardResponse> responses;
    private final Map<Long, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();

    ForwardedCalls(LocalTablets local, ServerCallStreamObserver<ForwardResponse> responses) {
        this.local = local;
        this.responses = responses;
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
        CompletableFuture<Reply> call = begin(request);
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
        if (failure == null) {
            response.setReply(UnsafeByteOperations.unsafeWrap(ReplyCodec.encode(reply)));
        } else {
            response.setFailure(Failures.toRecord(Failures.of(failure)));
        }
        synchronized (responses) {
            if (!responses.isCancelled()) {
                responses.onNext(response.build());
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
