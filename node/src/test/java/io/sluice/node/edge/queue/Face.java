package io.sluice.node.edge.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.CallTimes;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.StatusMapping;
import io.sluice.node.model.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The queue endpoint over an in-process transport, upon a cluster in memory. */
final class Face implements AutoCloseable {
    static final String SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    static final String ACCOUNT = "000000000000";
    static final QueueAddresses ADDRESSES = new QueueAddresses("http://127.0.0.1:4566", "us-east-1");

    /** What the edge takes for now. */
    static final long NOW_MILLIS = 1_800_000_000_000L;

    final FakeRouter router;
    final Receipts receipts = new Receipts(() -> Optional.of(SECRET));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final QueueEndpoint endpoint;
    final ManagedChannel channel;
    final QueueServiceGrpc.QueueServiceBlockingStub queues;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Server server;

    Face() {
        this(Caller.development(ACCOUNT));
    }

    /** A face on which all calls are this caller's. */
    Face(Caller caller) {
        this(caller, new FakeRouter());
    }

    /** The same of a cluster that others use too. */
    Face(Caller caller, FakeRouter router) {
        this.router = router;
        endpoint = new QueueEndpoint(new QueueEndpoint.Parts(
                new NodeId("n1"),
                router,
                Callers.always(caller),
                ADDRESSES,
                receipts,
                new CallIds(new Random(
                        caller.identity().trusted() ? 1 : caller.account().hashCode())),
                new CallTimes(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(60)),
                node -> node.value() + ".example:4565",
                timer,
                () -> NOW_MILLIS));
        String name = InProcessServerBuilder.generateName();
        try {
            server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(endpoint)
                    .intercept(new ApiMetrics(meters))
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = InProcessChannelBuilder.forName(name).directExecutor().build();
        queues = QueueServiceGrpc.newBlockingStub(channel);
    }

    String create(String name) {
        return create(name, Map.of());
    }

    String create(String name, Map<String, String> attributes) {
        return queues.createQueue(CreateQueueRequest.newBuilder()
                        .setQueueName(name)
                        .putAllAttributes(attributes)
                        .build())
                .getQueueUrl();
    }

    static MessageAttributeValue string(String value) {
        return MessageAttributeValue.newBuilder()
                .setDataType("String")
                .setStringValue(value)
                .build();
    }

    /** Asserts that a call fails with this code, shape and text. */
    static void assertFails(ThrowingCallable call, Status.Code code, String shape, String text) {
        StatusRuntimeException thrown = catchThrowableOfType(StatusRuntimeException.class, call);
        assertThat(thrown).as("the call must fail").isNotNull();
        Metadata trailers = Optional.ofNullable(thrown.getTrailers()).orElseGet(Metadata::new);
        assertThat(thrown.getStatus().getDescription()).isEqualTo(text);
        assertThat(trailers.get(StatusMapping.ERROR_CODE)).isEqualTo(shape);
        assertThat(thrown.getStatus().getCode()).isEqualTo(code);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        timer.shutdownNow();
    }
}
