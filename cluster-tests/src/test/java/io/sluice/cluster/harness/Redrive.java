package io.sluice.cluster.harness;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.cluster.check.Census;
import io.sluice.cluster.check.Delivery;
import io.sluice.cluster.check.History;
import io.sluice.cluster.check.Operation;
import io.sluice.cluster.check.Violation;
import io.sluice.cluster.harness.QueueCaller.Manner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A queue and its dead-letter queue on a cluster in trouble: messages are sent, all become dead letters, a move
 * brings all back, and at each rest every one of them is in one queue. Faults are for the caller to make, while
 * messages are under way.
 */
public final class Redrive implements AutoCloseable {
    private static final int MESSAGES = 1_000;
    private static final int BATCH = 10;
    private static final int GROUPS = 20;
    private static final int RECEIVERS = 2;
    private static final int MOVES_PER_SECOND = 100;
    private static final Duration BETWEEN_RECEIVES = Duration.ofMillis(60);
    private static final Duration BUDGET = Duration.ofSeconds(30);
    private static final Duration SETTLED_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final List<Endpoint> endpoints;
    private final boolean fifo;
    private final String name;
    private final String source;
    private final String dead;
    private final History history = new History();
    private final StopSignal stop = new StopSignal();
    private final Census census = new Census();
    private final List<Violation> violations = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(RECEIVERS);

    /** A new pair of queues, both FIFO queues or both standard ones. */
    public Redrive(Cluster cluster, List<Endpoint> endpoints, String name, boolean fifo) {
        this.endpoints = List.copyOf(endpoints);
        this.name = name;
        this.fifo = fifo;
        this.dead = cluster.createQueue(queueName("-dead"), attributes(Map.of()));
        String policy = Requests.redrivePolicy(queueName("-dead"), 1);
        this.source = cluster.createQueue(queueName(""), attributes(Map.of("RedrivePolicy", policy)));
    }

    private String queueName(String suffix) {
        return name + suffix + (fifo ? ".fifo" : "");
    }

    private String arn(String suffix) {
        return Requests.arn(queueName(suffix));
    }

    private Map<String, String> attributes(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        if (fifo) {
            all.put("FifoQueue", "true");
        }
        return all;
    }

    private QueueCaller caller(String actor, String url) {
        return new QueueCaller(name + "-" + actor, endpoints, url, history, stop);
    }

    /** Sends all messages, for certain. */
    public void send() {
        QueueCaller sender = caller("sender", source);
        for (int i = 0; i < MESSAGES / BATCH; i++) {
            List<Parcel> batch = new ArrayList<>();
            for (int j = 0; j < BATCH; j++) {
                String message = name + "-" + i + "-" + j;
                batch.add(fifo ? Parcel.inGroup(message, 100, "g" + j * i % GROUPS) : Parcel.of(message, 100));
            }
            sender.sendBatch(batch, 0, new Manner(name + "-send-" + i, BUDGET));
        }
        for (Operation operation : history.operations()) {
            if (operation instanceof Operation.Send send && send.call().isOk()) {
                census.sent(send.digest(), send.place());
            }
        }
    }

    /** Begins to receive all messages again and again without deleting any, until they are dead letters. */
    public void beginToFail() {
        for (int i = 0; i < RECEIVERS; i++) {
            QueueCaller receiver = caller("receiver-" + i, source);
            threads.execute(() -> fail(receiver));
        }
    }

    /** Lets it run for this long. */
    public void runFor(Duration time) {
        new StopSignal().within(time);
    }

    private void fail(QueueCaller receiver) {
        while (!stop.isGiven()) {
            for (Delivery delivery : receiver.receive(BATCH, 0, 0, Manner.once())) {
                if (delivery.receiveCount() > 1) {
                    complain(new Violation("Q6", "received more often than is allowed: " + delivery));
                }
            }
            stop.within(BETWEEN_RECEIVES);
        }
    }

    private void complain(Violation violation) {
        synchronized (violations) {
            violations.add(violation);
        }
    }

    /** Waits until all messages are dead letters: neither more nor fewer than were sent. */
    public void awaitAllDead() {
        awaitCounts(0, MESSAGES);
        stop.stop();
        threads.shutdown();
    }

    /** Starts the move that brings all back to where they came from. */
    public void beginToMove() {
        StartMessageMoveTaskRequest request = StartMessageMoveTaskRequest.newBuilder()
                .setSourceArn(arn("-dead"))
                .setMaxNumberOfMessagesPerSecond(MOVES_PER_SECOND)
                .setRequestId(name + "-move")
                .build();
        var unused = ask(
                "start the move",
                endpoint -> endpoint.queues(QueueCaller.ATTEMPT).startMessageMoveTask(request));
    }

    /** Waits until the move has ended and all messages are back. */
    public void awaitAllBack() {
        ListMessageMoveTasksRequest request = ListMessageMoveTasksRequest.newBuilder()
                .setSourceArn(arn("-dead"))
                .build();
        await(name + " moved").atMost(SETTLED_WITHIN).pollInterval(LOOK_AGAIN).until(() -> {
            ListMessageMoveTasksResultEntry move = ask(
                            "list moves",
                            endpoint -> endpoint.queues(QueueCaller.ATTEMPT).listMessageMoveTasks(request))
                    .getResults(0);
            return move.getStatus().equals("COMPLETED") && move.getApproximateNumberOfMessagesMoved() == MESSAGES;
        });
        awaitCounts(MESSAGES, 0);
    }

    private void awaitCounts(long inSource, long inDead) {
        await(name + " at rest")
                .atMost(SETTLED_WITHIN)
                .pollInterval(LOOK_AGAIN)
                .until(() -> List.of(total(source), total(dead)), List.of(inSource, inDead)::equals);
    }

    private long total(String url) {
        return ask("count", endpoint -> Requests.counters(endpoint, url)).stream()
                .mapToLong(count -> count)
                .sum();
    }

    private <R> R ask(String what, Function<Endpoint, R> call) {
        long giveUp = System.nanoTime() + BUDGET.toNanos();
        StatusRuntimeException last = null;
        while (System.nanoTime() < giveUp) {
            for (Endpoint endpoint : endpoints) {
                try {
                    return call.apply(endpoint);
                } catch (StatusRuntimeException e) {
                    last = e;
                }
            }
        }
        throw new IllegalStateException("nobody could " + what, last);
    }

    /** Receives and deletes what is in either queue; returns what is wrong with it. */
    public List<Violation> count() {
        empty("source", source);
        empty("dead", dead);
        synchronized (violations) {
            violations.addAll(census.violations());
            return List.copyOf(violations);
        }
    }

    private void empty(String queue, String url) {
        QueueCaller caller = new QueueCaller(name + "-drainer", endpoints, url, history, new StopSignal());
        int calls = 0;
        while (total(url) > 0) {
            String call = name + "-" + queue + "-" + calls++;
            List<Delivery> found = caller.receive(BATCH, 30, 0, new Manner(call, BUDGET));
            found.forEach(delivery -> census.found(queue, delivery));
            if (!found.isEmpty()) {
                caller.deleteBatch(found, new Manner(call + "-done", BUDGET));
            }
        }
    }

    @Override
    public void close() {
        stop.stop();
        threads.shutdownNow();
    }
}
