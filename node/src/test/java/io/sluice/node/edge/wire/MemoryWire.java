package io.sluice.node.edge.wire;

import com.linecorp.armeria.server.HttpService;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.CallTimes;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.queue.QueueAddresses;
import io.sluice.node.edge.queue.QueueEndpoint;
import io.sluice.node.edge.queue.Receipts;
import io.sluice.node.edge.queue.TestRouters;
import io.sluice.node.edge.wire.shape.Models;
import io.sluice.node.edge.wire.sign.Verifier;
import io.sluice.node.model.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** What serves AWS's calls, upon a cluster in memory; for whatever port a test puts before it. */
public final class MemoryWire implements AutoCloseable {
    /** Of a request. */
    public static final int BODY_BYTES_MAX = 4 << 20;

    /** Of a request that is too large and read to its end all the same. */
    public static final int READ_BYTES_MAX = (int) Intake.READ_BYTES_MAX;

    private static final Caller ANYBODY = Caller.development("000000000000");
    private static final String SECRET = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final WireEndpoint endpoint;

    /** In development mode. */
    public MemoryWire() {
        this(Optional.empty(), List.of());
    }

    /** That takes what this lets pass, and also serves these. */
    MemoryWire(Optional<Verifier> verifier, List<WireEndpoint.Served> more) {
        QueueEndpoint queues = new QueueEndpoint(new QueueEndpoint.Parts(
                new NodeId("n1"),
                TestRouters.empty(),
                Callers.always(ANYBODY),
                new QueueAddresses("http://configured.example:4566", "us-east-1"),
                new Receipts(() -> Optional.of(SECRET)),
                new CallIds(new Random(1)),
                new CallTimes(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(60)),
                node -> node.value() + ".example:4565",
                timer,
                System::currentTimeMillis));
        List<WireEndpoint.Served> services = new ArrayList<>();
        services.add(new WireEndpoint.Served(Models.sqs(), queues.bindService()));
        services.addAll(more);
        this.endpoint = new WireEndpoint(new WireEndpoint.Parts(
                services, new ApiMetrics(meters), new Random(2), "http", verifier, ANYBODY, BODY_BYTES_MAX));
    }

    /** The service itself. */
    public HttpService endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
