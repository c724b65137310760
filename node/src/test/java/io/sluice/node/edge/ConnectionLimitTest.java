package io.sluice.node.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class ConnectionLimitTest {
    private final List<ManagedChannel> channels = new ArrayList<>();
    private final Server server = NettyServerBuilder.forAddress(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addTransportFilter(new ConnectionLimit(2))
            .addService(new HealthStatusManager().getHealthService())
            .build();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
    }

    @Test
    void aConnectionTooManyIsClosedAndOneThatEndsMakesRoom() {
        assertThat(check(connect())).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
        assertThat(check(connect())).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        ManagedChannel third = connect();
        assertThatThrownBy(() -> check(third))
                .satisfies(thrown ->
                        assertThat(Status.fromThrowable(thrown).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
        assertThat(check(channels.get(0))).isEqualTo(HealthCheckResponse.ServingStatus.SERVING);

        channels.get(0).shutdownNow();
        await().atMost(10, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            third.resetConnectBackoff();
            return check(third) == HealthCheckResponse.ServingStatus.SERVING;
        });
        assertThatThrownBy(() -> check(connect()))
                .satisfies(thrown ->
                        assertThat(Status.fromThrowable(thrown).getCode()).isEqualTo(Status.Code.UNAVAILABLE));
    }

    private ManagedChannel connect() {
        ManagedChannel channel = NettyChannelBuilder.forAddress(
                        InetAddress.getLoopbackAddress().getHostAddress(), server.getPort())
                .usePlaintext()
                .disableRetry()
                .build();
        channels.add(channel);
        return channel;
    }

    private static HealthCheckResponse.ServingStatus check(ManagedChannel channel) {
        return HealthGrpc.newBlockingStub(channel)
                .withDeadlineAfter(5, TimeUnit.SECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .getStatus();
    }
}
