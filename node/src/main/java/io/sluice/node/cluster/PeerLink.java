package io.sluice.node.cluster;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.netty.handler.ssl.SslContext;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueryCodec;
import io.sluice.node.command.Reply;
import io.sluice.node.model.TabletId;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.PeerServiceGrpc;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The way to one peer: a channel, and on it one stream that carries all forwarded calls. When the
 * stream breaks, the calls on it end as unknown and the next call opens a new one. A peer that is gone is
 * tried again without end.
 */
final class PeerLink implements AutoCloseable {
    private static final int MESSAGE_BYTES_MAX = 16 << 20;

    /**
     * Pause between attempts to reach a peer that is gone. gRPC's own pauses grow to two minutes, for as long
     * as which a peer that is back would be taken for dead by this node alone.
     */
    private static final long RECONNECT_MILLIS = 250;

    /**
     * A peer that has been silent for so long is asked whether it lives, and given up when it does not answer in time:
     * a node that is frozen or cut off closes no connection. Calls on their way then end as unknown.
     */
    private static final int PING_SECONDS = 5;

    private static final int PING_ANSWER_SECONDS = 2;

    private final ManagedChannel channel;
    private final AtomicLong correlations = new AtomicLong();
    private final Object opening = new Object();
    private volatile @Nullable Pipe pipe;

    PeerLink(NodeAddress address, Optional<SslContext> tls) {
        NettyChannelBuilder builder = NettyChannelBuilder.forAddress(address.host(), address.peerPort());
        tls.ifPresentOrElse(builder::sslContext, builder::usePlaintext);
        this.channel = builder.directExecutor()
                .maxInboundMessageSize(MESSAGE_BYTES_MAX)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_ANSWER_SECONDS, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true)
                .build();
        watch();
    }

    private void watch() {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            // The state stays what it is while an attempt is made: no change tells that one has failed.
            CompletableFuture.delayedExecutor(RECONNECT_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        channel.resetConnectBackoff();
                        watch();
                    });
        } else if (state != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(state, this::watch);
        }
    }

    /** Stubs for the calls that are not forwarded ones. */
    PeerServiceGrpc.PeerServiceStub stub(long timeoutMillis) {
        return PeerServiceGrpc.newStub(channel).withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    /** Blocking stubs for the calls that are not forwarded ones. */
    PeerServiceGrpc.PeerServiceBlockingStub blockingStub(long timeoutMillis) {
        return PeerServiceGrpc.newBlockingStub(channel).withDeadlineAfter(timeoutMillis, TimeUnit.MILLISECONDS);
    }

    CompletableFuture<Reply> execute(TabletId tablet, Call call) {
        ForwardRequest.Builder request = ForwardRequest.newBuilder()
                .setTablet(tablet.value())
                .setCommand(UnsafeByteOperations.unsafeWrap(call.encodedItem().array()))
                .setTimeoutMillis(millisLeft(call.deadlineNanos()));
        call.waitMillis().ifPresent(wait -> request.setWaitMillis((int) wait));
        return forward(request);
    }

    CompletableFuture<Reply> query(TabletId tablet, Query query, long deadlineNanos) {
        return forward(ForwardRequest.newBuilder()
                .setTablet(tablet.value())
                .setQuery(QueryCodec.encode(query))
                .setTimeoutMillis(millisLeft(deadlineNanos)));
    }

    private CompletableFuture<Reply> forward(ForwardRequest.Builder request) {
        long correlation = correlations.incrementAndGet();
        return open().send(correlation, request.setCorrelation(correlation).build());
    }

    private Pipe open() {
        Pipe current = pipe;
        if (current != null && !current.isBroken()) {
            return current;
        }
        synchronized (opening) {
            current = pipe;
            if (current == null || current.isBroken()) {
                current = new Pipe();
                current.opened(PeerServiceGrpc.newStub(channel).forward(current));
                pipe = current;
            }
            return current;
        }
    }

    private static int millisLeft(long deadlineNanos) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime()));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
