package io.sluice.client.bench;

import io.sluice.client.BatchResult;
import io.sluice.client.ConsumeListener;
import io.sluice.client.ConsumeOptions;
import io.sluice.client.ConsumeStream;
import io.sluice.client.QueueClient;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One receiver on a stream: it acknowledges each push at once and grants credit again when the
 * acknowledgement has its outcome. When its stream ends it opens another and acknowledges there what
 * has no outcome. Thread-safe.
 */
final class StreamLane implements ConsumeListener {
    private static final int STEP_MAX = 100;
    private static final long REOPEN_MILLIS = 50;
    private static final long ANSWER_NANOS = 3_000_000_000L;

    private final Run run;
    private final QueueClient queues;
    private final Deliveries deliveries;
    private final int credit;
    private final Executor later = CompletableFuture.delayedExecutor(REOPEN_MILLIS, TimeUnit.MILLISECONDS);
    private final Map<Long, Unconfirmed> unconfirmed = new LinkedHashMap<>();
    private @Nullable ConsumeStream stream;
    private long lastTag;
    private long openedNanos;
    private boolean stopped;

    /** Messages acknowledged without an outcome yet. */
    private record Unconfirmed(List<ReceivedMessage> messages, long sentNanos) {
        List<String> receipts() {
            return messages.stream().map(ReceivedMessage::receipt).toList();
        }
    }

    StreamLane(Run run, QueueClient queues, Deliveries deliveries) {
        this.run = run;
        this.queues = queues;
        this.deliveries = deliveries;
        int perLane = 4 * run.options().load().inflight() / run.options().load().receivers();
        this.credit = Math.min(10_000, Math.max(STEP_MAX, perLane));
    }

    synchronized void open() {
        if (!stopped && stream == null) {
            openedNanos = System.nanoTime();
            int held = unconfirmed.values().stream()
                    .mapToInt(step -> step.messages().size())
                    .sum();
            stream = queues.consume(
                    run.queue(),
                    new ConsumeOptions(Math.max(1, credit - held), null, run.systemAttributes(), List.of()),
                    this);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (stream != null) {
            stream.close();
        }
    }

    /** Leaves a node that does not answer; call it now and then. */
    synchronized void watch() {
        for (Unconfirmed oldest : unconfirmed.values()) {
            long nowNanos = System.nanoTime();
            if (stream != null
                    && nowNanos - oldest.sentNanos() > ANSWER_NANOS
                    && nowNanos - openedNanos > ANSWER_NANOS) {
                stream.abandon("no outcome within 3 s");
            }
            return;
        }
    }

    @Override
    public synchronized void started(String nodeId) {
        List<Unconfirmed> again = new ArrayList<>(unconfirmed.values());
        unconfirmed.clear();
        again.forEach(step -> acknowledge(step.messages()));
    }

    @Override
    public synchronized void received(List<ReceivedMessage> messages) {
        long nowNanos = System.nanoTime();
        List<ReceivedMessage> ours = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            if (deliveries.delivered(
                    message.body(),
                    message.md5OfBody(),
                    message.systemAttributes().get(Run.SEQUENCE),
                    nowNanos)) {
                ours.add(message);
            }
        }
        for (int from = 0; from < ours.size(); from += STEP_MAX) {
            acknowledge(ours.subList(from, Math.min(ours.size(), from + STEP_MAX)));
        }
    }

    private void acknowledge(List<ReceivedMessage> messages) {
        if (stream == null) {
            return;
        }
        Unconfirmed step = new Unconfirmed(List.copyOf(messages), System.nanoTime());
        lastTag++;
        unconfirmed.put(lastTag, step);
        stream.acknowledge(step.receipts(), lastTag);
    }

    @Override
    public synchronized void outcome(long tag, int succeeded, Map<String, BatchResult.Failure> failed) {
        @Nullable Unconfirmed step = unconfirmed.remove(tag);
        if (step == null) {
            return;
        }
        List<String> bodies = new ArrayList<>(step.messages().size());
        for (ReceivedMessage message : step.messages()) {
            if (!failed.containsKey(message.receipt())) {
                bodies.add(message.body());
            }
        }
        run.meter().failed(failed.size());
        if (stream != null) {
            stream.credit(step.messages().size());
        }
        deliveries.deleted(bodies, bodies.size());
    }

    @Override
    public synchronized void ended(SluiceException reason) {
        // Not here: the end may come while the stream is still being opened.
        later.execute(this::reopen);
    }

    private synchronized void reopen() {
        stream = null;
        open();
    }
}
