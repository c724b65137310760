package io.sluice.cluster.harness;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.TlsChannelCredentials;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.AdminServiceGrpc.AdminServiceBlockingStub;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One node's gRPC face, called raw: nothing here retries or fails over. */
public final class Endpoint implements AutoCloseable {
    private static final long CLOSE_SECONDS_MAX = 5;

    private final String node;
    private final String address;
    private final ManagedChannel channel;

    /** An endpoint on loopback; it connects at the first call. */
    public Endpoint(String node, int port) {
        this(node, port, Optional.empty(), "");
    }

    /** The same over TLS by these authorities, its calls with this access key, {@code ID:SECRET}; empty for neither. */
    Endpoint(String node, int port, Optional<Path> authorities, String bearer) {
        Metadata headers = new Metadata();
        if (!bearer.isEmpty()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + bearer);
        }
        this.node = node;
        this.address = Member.HOST + ":" + port;
        this.channel = NettyChannelBuilder.forAddress(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), credentials(authorities))
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .disableRetry()
                .build();
    }

    private static ChannelCredentials credentials(Optional<Path> authorities) {
        if (authorities.isEmpty()) {
            return InsecureChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(authorities.get().toFile())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + authorities.get(), e);
        }
    }

    /** The node's id. */
    public String node() {
        return node;
    }

    /** {@code host:port}. */
    public String address() {
        return address;
    }

    /** The channel itself, for services that have no method here. */
    public ManagedChannel channel() {
        // After a failed connection the channel would wait for up to two minutes before the next.
        channel.resetConnectBackoff();
        return channel;
    }

    /** Queues, each call with this deadline. */
    public QueueServiceBlockingStub queues(Duration deadline) {
        return QueueServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Queues without deadline, for calls by the test itself: they end after ten seconds. */
    public QueueServiceBlockingStub queues() {
        return queues(Duration.ofSeconds(10));
    }

    /** Administration; calls end after five seconds. */
    public AdminServiceBlockingStub admin() {
        return admin(Duration.ofSeconds(5));
    }

    /** Administration, each call with this deadline. */
    public AdminServiceBlockingStub admin(Duration deadline) {
        return AdminServiceGrpc.newBlockingStub(channel())
                .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        try {
            channel.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return node + " at " + address;
    }
}
