package io.sluice.client.bench;

import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One receiver with long polls: each slot receives, begins to delete, and receives again; a slot waits
 * for deletes only when {@link #DELETES_PER_SLOT} for each slot are under way. Slots live on the
 * threads of the transport.
 */
final class PollLane {
    private static final int DELETES_PER_SLOT = 2;
    private static final long PAUSE_MILLIS = 20;
    private static final long EMPTY_TOO_SOON_NANOS = 5_000_000;

    private final Run run;
    private final Deliveries deliveries;
    private final ReceiveMessageRequest template;
    private final AtomicInteger deletesOpen = new AtomicInteger();
    private final AtomicInteger slotsHeld = new AtomicInteger();
    private final int deletesMax;
    private final Executor later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    private volatile boolean stopped;

    PollLane(Run run, Deliveries deliveries) {
        this.run = run;
        this.deliveries = deliveries;
        this.deletesMax = DELETES_PER_SLOT * run.pollSlots();
        this.template = ReceiveMessageRequest.newBuilder()
                .setQueueUrl(run.queue())
                .setMaxNumberOfMessages(run.options().single() ? 1 : BenchOptions.BATCH_MAX)
                .setWaitTimeSeconds((int) Run.POLL_WAIT.toSeconds())
                .addAllMessageSystemAttributeNames(run.systemAttributes())
                .build();
    }

    void start() {
        for (int i = 0; i < run.pollSlots(); i++) {
            poll();
        }
    }

    void stop() {
        stopped = true;
    }

    private void poll() {
        if (stopped) {
            return;
        }
        long sinceNanos = System.nanoTime();
        ReceiveMessageRequest request = template.toBuilder()
                .setRequestId(run.transport().nextRequestId())
                .build();
        CompletableFuture<?> unused = run.transport()
                .call(QueueServiceGrpc.getReceiveMessageMethod(), request, run.poll())
                .whenComplete((response, failure) -> answered(response, sinceNanos));
    }

    private void answered(@Nullable ReceiveMessageResponse response, long sinceNanos) {
        long nowNanos = System.nanoTime();
        if (response == null || response.getMessagesCount() == 0) {
            // A failure, or a node that does not wait, must not turn the slot into a busy loop.
            if (response == null || nowNanos - sinceNanos < EMPTY_TOO_SOON_NANOS) {
                later.execute(this::poll);
            } else {
                poll();
            }
            return;
        }
        List<Message> ours = new ArrayList<>(response.getMessagesCount());
        for (Message message : response.getMessagesList()) {
            if (deliveries.delivered(
                    message.getBody(),
                    message.getMd5OfBody(),
                    message.getAttributesMap().get(Run.SEQUENCE),
                    nowNanos)) {
                ours.add(message);
            }
        }
        if (!ours.isEmpty()) {
            delete(ours);
        }
        next();
    }

    private void next() {
        if (deletesOpen.get() < deletesMax) {
            poll();
            return;
        }
        slotsHeld.incrementAndGet();
        resume();
    }

    private void resume() {
        int held = slotsHeld.get();
        while (held > 0 && deletesOpen.get() < deletesMax) {
            if (slotsHeld.compareAndSet(held, held - 1)) {
                poll();
            }
            held = slotsHeld.get();
        }
    }

    private void delete(List<Message> messages) {
        deletesOpen.incrementAndGet();
        CompletableFuture<?> unused = run.options().single() ? deleteSingle(messages.get(0)) : deleteBatch(messages);
    }

    private CompletableFuture<?> deleteSingle(Message message) {
        DeleteMessageRequest request = DeleteMessageRequest.newBuilder()
                .setQueueUrl(run.queue())
                .setReceiptHandle(message.getReceiptHandle())
                .setRequestId(run.transport().nextRequestId())
                .build();
        return run.transport()
                .call(QueueServiceGrpc.getDeleteMessageMethod(), request, run.call())
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        deliveries.deleted(List.of(message.getBody()), 1);
                    } else {
                        run.meter().failed(1);
                    }
                    deleteOver();
                });
    }

    private CompletableFuture<?> deleteBatch(List<Message> messages) {
        DeleteMessageBatchRequest.Builder request = DeleteMessageBatchRequest.newBuilder()
                .setQueueUrl(run.queue())
                .setRequestId(run.transport().nextRequestId());
        for (int i = 0; i < messages.size(); i++) {
            request.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                    .setId(Integer.toString(i))
                    .setReceiptHandle(messages.get(i).getReceiptHandle()));
        }
        return run.transport()
                .call(QueueServiceGrpc.getDeleteMessageBatchMethod(), request.build(), run.call())
                .whenComplete((response, failure) -> {
                    deleted(messages, response);
                    deleteOver();
                });
    }

    private void deleted(List<Message> messages, @Nullable DeleteMessageBatchResponse response) {
        int count = response == null ? 0 : response.getSuccessfulCount();
        if (response != null && count > 0) {
            List<String> bodies = new ArrayList<>(count);
            for (DeleteMessageBatchResultEntry entry : response.getSuccessfulList()) {
                bodies.add(messages.get(Integer.parseInt(entry.getId())).getBody());
            }
            deliveries.deleted(bodies, count);
        }
        run.meter().failed(messages.size() - count);
    }

    private void deleteOver() {
        deletesOpen.decrementAndGet();
        resume();
    }
}
