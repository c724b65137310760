package io.sluice.cluster.harness;

import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.api.v1.TabletStatus;
import io.sluice.api.v1.TransferLeaderRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The nodes of a cluster that run, each asked in its turn: what one call has done the next one, to another node, must
 * show. A call that cannot be answered is made again at the next node, so that a change of leader only takes time.
 */
public final class EachInTurn {
    private static final Set<Status.Code> PASSING =
            Set.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED, Status.Code.RESOURCE_EXHAUSTED);
    private static final Duration POLL = Duration.ofMillis(50);

    private final Cluster cluster;
    private final AtomicInteger turn = new AtomicInteger();

    /** Begins with the first node. */
    public EachInTurn(Cluster cluster) {
        this.cluster = cluster;
    }

    private Endpoint next() {
        List<NodeProcess> running =
                cluster.nodes().stream().filter(NodeProcess::isAlive).toList();
        return cluster.endpoint(running.get(turn.getAndIncrement() % running.size()));
    }

    /** What the next node answers, or one after it while nobody can. A refusal is thrown. */
    public <R> R ask(Function<QueueServiceBlockingStub, R> call) {
        return askNode(endpoint -> call.apply(endpoint.queues()));
    }

    /** The same, for calls that take an endpoint. */
    public <R> R askNode(Function<Endpoint, R> call) {
        return again(call, EachInTurn::isPassing);
    }

    /** Messages of a queue: visible, in flight and delayed ones. */
    public List<Long> counters(String queueUrl) {
        return askNode(endpoint -> Requests.counters(endpoint, queueUrl));
    }

    /** All attributes and counters of a queue. */
    public Map<String, String> attributes(String queueUrl) {
        return askNode(endpoint -> Requests.attributes(endpoint, queueUrl));
    }

    /** Code and text of the refusal that a call must get. */
    public <R> String refusal(Function<QueueServiceBlockingStub, R> call) {
        return ask(queues -> {
            try {
                return "not refused: " + call.apply(queues);
            } catch (StatusRuntimeException e) {
                if (isPassing(e)) {
                    throw e;
                }
                Refusal refusal = Refusal.of(e);
                return refusal.code() + ": " + refusal.text();
            }
        });
    }

    /** Hands every lead of the node that leads this queue to another one; both go on running. */
    public void leadElsewhere(String queueUrl) {
        NodeProcess from = cluster.leaderOf(queueUrl);
        NodeProcess to = cluster.otherThan(from);
        List<TabletStatus> led = cluster.tablets().stream()
                .filter(tablet -> tablet.getLeaderNodeId().equals(from.id()))
                .toList();
        if (led.isEmpty()) {
            throw new IllegalStateException(from + " leads " + queueUrl + ", and no tablet");
        }
        for (TabletStatus tablet : led) {
            TransferLeaderRequest request = TransferLeaderRequest.newBuilder()
                    .setTabletId(tablet.getTabletId())
                    .setNodeId(to.id())
                    .build();
            // Refused for a moment while nobody knows who leads, or a follower has not confirmed the end of the log.
            var unused = again(endpoint -> endpoint.admin().transferLeader(request), failure -> true);
        }
    }

    private <R> R again(Function<Endpoint, R> call, Predicate<StatusRuntimeException> passes) {
        return await("an answer of any node")
                .atMost(Cluster.HEALTHY_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .ignoreExceptionsMatching(
                        thrown -> thrown instanceof StatusRuntimeException failure && passes.test(failure))
                .until(() -> call.apply(next()), answer -> true);
    }

    private static boolean isPassing(StatusRuntimeException failure) {
        return PASSING.contains(failure.getStatus().getCode());
    }
}
