package io.sluice.cluster.harness;

import static org.awaitility.Awaitility.await;

import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.cluster.check.Call;
import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.check.History;
import io.sluice.cluster.check.Operation;
import io.sluice.cluster.check.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * A consume session that takes messages, and ends with none before it dies. The history has what it was given, and
 * that from the moment of its death all of it may be given back.
 */
public final class HoldingSession implements AutoCloseable {
    /** The shortest that is allowed. Nothing that was received is given back earlier, as long as the session lives. */
    private static final int HEARTBEAT_SECONDS = 3;

    private static final int CREDIT = 10;
    private static final String ACTOR = "session";

    private final Endpoint endpoint;
    private final History history;
    private final long openNanos = System.nanoTime();
    private final List<List<Delivery>> batches = new CopyOnWriteArrayList<>();
    private boolean dead;

    private HoldingSession(Endpoint endpoint, History history) {
        this.endpoint = endpoint;
        this.history = history;
    }

    /** Opens one through this node on the queue of a load. */
    public static HoldingSession open(NodeProcess node, Workload load) {
        HoldingSession session = new HoldingSession(new Endpoint(node.id(), node.grpcPort()), load.history());
        QueueServiceGrpc.newStub(session.endpoint.channel())
                .consume(session.new Pushed())
                .onNext(ConsumeRequest.newBuilder()
                        .setStart(ConsumeStart.newBuilder()
                                .setQueueUrl(load.queueUrl())
                                .addMessageSystemAttributeNames("All")
                                .addMessageAttributeNames("All")
                                .setHeartbeatSeconds(HEARTBEAT_SECONDS)
                                .setCredit(CREDIT))
                        .build());
        return session;
    }

    /** Waits until it has several messages of one group that were received together. */
    public void awaitBatch() {
        await("a batch for the session at " + endpoint)
                .atMost(Cluster.HEALTHY_WITHIN)
                .until(() -> batches.stream().anyMatch(HoldingSession::hasSeveralOfOneGroup));
    }

    private static boolean hasSeveralOfOneGroup(List<Delivery> batch) {
        return batch.stream()
                .collect(Collectors.groupingBy(delivery -> delivery.place().group(), Collectors.counting()))
                .values()
                .stream()
                .anyMatch(count -> count > 1);
    }

    /** Its connection breaks, as it does when its process or its node is killed. */
    public void die() {
        synchronized (batches) {
            if (dead) {
                return;
            }
            dead = true;
        }
        long dyingNanos = System.nanoTime();
        endpoint.close();
        Call death = call(dyingNanos, Outcome.UNKNOWN, "the session died");
        for (List<Delivery> batch : batches) {
            batch.forEach(held -> history.record(new Operation.Hide(death, held.messageId(), held.receipt(), 0)));
        }
        // What was on its way to it was received as well.
        record(call(openNanos, Outcome.UNKNOWN, "the session died"), List.of());
    }

    @Override
    public void close() {
        die();
    }

    private void record(Call call, List<Delivery> batch) {
        history.record(new Operation.Receive(call, batch.size(), HEARTBEAT_SECONDS, "", batch));
    }

    private Call call(long invokeNanos, Outcome outcome, String error) {
        return new Call(ACTOR, endpoint.node(), "", invokeNanos, System.nanoTime(), outcome, error);
    }

    /** What the server pushes. How the stream ends does not matter: what was given and not settled stays held. */
    private final class Pushed implements StreamObserver<ConsumeResponse> {
        @Override
        public void onNext(ConsumeResponse response) {
            List<Delivery> batch = response.getMessages().getMessagesList().stream()
                    .map(QueueCaller::delivery)
                    .toList();
            synchronized (batches) {
                if (!batch.isEmpty() && !dead) {
                    record(call(openNanos, Outcome.OK, ""), batch);
                    batches.add(batch);
                }
            }
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {}
    }
}
