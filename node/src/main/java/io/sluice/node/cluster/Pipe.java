package io.sluice.node.cluster;

import io.grpc.stub.StreamObserver;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ReplyCodec;
import io.sluice.node.raft.ProposeFailure;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.ForwardResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One stream to a peer and the calls on it. gRPC keeps without bound what a peer does not read, so what is on
 * its way is bounded here: a call counts until its answer comes, for only then is it known that its request was
 * read. A call that nobody waits for any more counts as long; the peer answers it, too.
 */
final class Pipe implements StreamObserver<ForwardResponse> {
    /** Calls that may be on their way to one peer; beyond it callers are told to come again. */
    static final int CALLS_MAX = 100_000;

    /** Encoded requests that may be on their way to one peer: as much as may wait for the log of one tablet. */
    static final long REQUEST_BYTES_MAX = 32L << 20;

    private final Map<Long, Sent> calls = new ConcurrentHashMap<>();
    private final AtomicLong requestBytes = new AtomicLong();
    private @Nullable StreamObserver<ForwardRequest> requests;
    private volatile boolean broken;

    /** A call on its way. */
    private record Sent(CompletableFuture<Reply> reply, int bytes) {}

    /** Where requests go; given before the first. */
    void opened(StreamObserver<ForwardRequest> to) {
        requests = to;
    }

    boolean isBroken() {
        return broken;
    }

    CompletableFuture<Reply> send(long correlation, ForwardRequest request) {
        if (calls.size() >= CALLS_MAX) {
            return CompletableFuture.failedFuture(
                    ProposeFailure.overloaded(CALLS_MAX + " calls are on their way to one node"));
        }
        Sent sent = new Sent(new CompletableFuture<>(), request.getSerializedSize());
        if (requestBytes.addAndGet(sent.bytes) > REQUEST_BYTES_MAX) {
            requestBytes.addAndGet(-sent.bytes);
            return CompletableFuture.failedFuture(ProposeFailure.overloaded(
                    "more than " + REQUEST_BYTES_MAX + " bytes of calls are on their way to one node"));
        }
        calls.put(correlation, sent);
        write(request);
        if (broken && take(correlation) != null) {
            sent.reply.completeExceptionally(ProposeFailure.unknown("the stream to the leader's node broke"));
        }
        var unused = sent.reply.whenComplete((done, failure) -> {
            if (sent.reply.isCancelled() && calls.containsKey(correlation)) {
                write(ForwardRequest.newBuilder()
                        .setCorrelation(correlation)
                        .setCancel(true)
                        .build());
            }
        });
        return sent.reply;
    }

    private void write(ForwardRequest request) {
        StreamObserver<ForwardRequest> open = requests;
        synchronized (this) {
            if (!broken && open != null) {
                try {
                    open.onNext(request);
                } catch (IllegalStateException e) {
                    // The stream was ended under us; its end is reported to onError as well.
                    broken = true;
                }
            }
        }
    }

    @Override
    public void onNext(ForwardResponse response) {
        Sent sent = take(response.getCorrelation());
        if (sent == null || sent.reply.isDone()) {
            return;
        }
        if (response.hasReply()) {
            sent.reply.complete(ReplyCodec.decode(response.getReply().toByteArray()));
        } else {
            sent.reply.completeExceptionally(Failures.fromRecord(response.getFailure()));
        }
    }

    @Override
    public void onError(Throwable thrown) {
        end("the stream to the leader's node broke: " + thrown.getMessage());
    }

    @Override
    public void onCompleted() {
        end("the leader's node ended the stream");
    }

    private void end(String detail) {
        broken = true;
        List.copyOf(calls.keySet()).forEach(correlation -> {
            Sent sent = take(correlation);
            if (sent != null) {
                sent.reply.completeExceptionally(ProposeFailure.unknown(detail));
            }
        });
    }

    private @Nullable Sent take(long correlation) {
        Sent sent = calls.remove(correlation);
        if (sent != null) {
            requestBytes.addAndGet(-sent.bytes);
        }
        return sent;
    }
}
