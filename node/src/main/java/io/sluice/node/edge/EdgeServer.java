package io.sluice.node.edge;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.queue.QueueEndpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The public gRPC server, on its own port: queues, administration, health, reflection. All work is
 * done on the transport's own threads, because none of it waits. It says {@code NOT_SERVING} until
 * {@link #serve} and again from {@link #drain} on, so that clients leave before calls fail.
 */
public final class EdgeServer implements AutoCloseable {
    /** Services whose health is told by name; the empty name is the server's. */
    private static final List<String> HEALTH_NAMES = List.of(
            HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
            QueueServiceGrpc.SERVICE_NAME,
            AdminServiceGrpc.SERVICE_NAME);

    private static final int METADATA_BYTES_MAX = 16 << 10;
    private static final int WINDOW_BYTES = 4 << 20;
    private static final long CLIENT_PING_SECONDS_MIN = 5;
    private static final long PING_SECONDS = 30;
    private static final long PING_ANSWER_SECONDS = 10;

    private final EdgeConfig config;
    private final Optional<EdgeTls> tls;
    private final QueueEndpoint queues;
    private final BindableService administration;
    private final ApiMetrics metrics;
    private final HealthStatusManager health = new HealthStatusManager();
    private final Server server;

    /** A server of these endpoints, not yet started. */
    public EdgeServer(
            EdgeConfig config,
            Optional<EdgeTls> tls,
            QueueEndpoint queues,
            BindableService administration,
            ApiMetrics metrics) {
        this.config = config;
        this.tls = tls;
        this.queues = queues;
        this.administration = administration;
        this.metrics = metrics;
        this.server = build();
        tell(ServingStatus.NOT_SERVING);
    }

    private Server build() {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(config.host(), config.port()))
                .directExecutor()
                .maxInboundMessageSize(config.messageBytesMax())
                .maxInboundMetadataSize(METADATA_BYTES_MAX)
                .maxConcurrentCallsPerConnection(config.callsPerConnectionMax())
                .addTransportFilter(new ConnectionLimit(config.connectionsMax()))
                .flowControlWindow(WINDOW_BYTES)
                .permitKeepAliveTime(CLIENT_PING_SECONDS_MIN, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_ANSWER_SECONDS, TimeUnit.SECONDS)
                .addService(queues)
                .addService(administration)
                .addService(health.getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
        tls.map(EdgeTls::grpc).ifPresent(builder::sslContext);
        // The first of these is the last to be called.
        for (ServerInterceptor interceptor : interceptors()) {
            builder.intercept(interceptor);
        }
        return builder.build();
    }

    /**
     * What stands before every operation, innermost first. Who the caller is and what he may do is found out behind
     * it, by the operations themselves, so that refusals are counted too.
     */
    private List<ServerInterceptor> interceptors() {
        return List.of(metrics);
    }

    /** Listens. */
    public EdgeServer start() throws IOException {
        server.start();
        return this;
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** Tells clients that calls will be answered. */
    public void serve() {
        tell(ServingStatus.SERVING);
    }

    /** Tells clients to turn elsewhere; calls are still answered. */
    public void drain() {
        tell(ServingStatus.NOT_SERVING);
    }

    private void tell(ServingStatus status) {
        for (String name : HEALTH_NAMES) {
            health.setStatus(name, status);
        }
    }

    /** Tells clients to go, ends streams, lets calls finish for a while, and closes the port. */
    @Override
    public void close() {
        health.enterTerminalState();
        server.shutdown();
        queues.stopStreams();
        try {
            if (!server.awaitTermination(config.stopTime().toMillis(), TimeUnit.MILLISECONDS)) {
                server.shutdownNow();
                server.awaitTermination(config.stopTime().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // Whoever stops us is in a hurry: cut what is left.
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
