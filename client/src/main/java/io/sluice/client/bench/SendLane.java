package io.sluice.client.bench;

import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.api.v1.SendMessageRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One sender: numbers its messages, sends them, and books what was acknowledged. Thread-safe. */
final class SendLane {
    private static final List<String> IDS = IntStream.range(0, BenchOptions.BATCH_MAX)
            .mapToObj(Integer::toString)
            .toList();

    private final Run run;
    private final int lane;
    private final AtomicLong nextNumber = new AtomicLong();
    private final AtomicInteger open = new AtomicInteger();

    SendLane(Run run, int lane) {
        this.run = run;
        this.lane = lane;
    }

    /** Calls under way. */
    int open() {
        return open.get();
    }

    /**
     * Sends {@code count} messages in one call; {@code then} runs when it is over, well or not.
     *
     * @param intendedNanos when the first should have been sent
     * @param stepNanos by how much the next one's intended time is later
     */
    void send(int count, long intendedNanos, long stepNanos, Runnable then) {
        open.incrementAndGet();
        long first = nextNumber.getAndAdd(count);
        if (run.options().single()) {
            sendSingle(first, intendedNanos, then);
        } else {
            sendBatch(first, count, intendedNanos, stepNanos, then);
        }
    }

    private void sendSingle(long number, long intendedNanos, Runnable then) {
        SendMessageRequest request = single(number, intendedNanos);
        CompletableFuture<?> unused = run.transport()
                .call(QueueServiceGrpc.getSendMessageMethod(), request, run.call())
                .whenComplete((response, failure) -> {
                    long nowNanos = System.nanoTime();
                    if (failure == null) {
                        acknowledged(number, intendedNanos, nowNanos);
                        repeat(number, intendedNanos, response.getMessageId());
                        run.meter().acknowledged(1, nowNanos);
                    } else {
                        run.meter().failed(1);
                    }
                    over(then);
                });
    }

    private SendMessageRequest single(long number, long intendedNanos) {
        SendMessageRequest.Builder request = SendMessageRequest.newBuilder()
                .setQueueUrl(run.queue())
                .setMessageBodyBytes(run.bodies().make(lane, number, intendedNanos))
                .setRequestId(run.transport().nextRequestId());
        if (run.groups() != null) {
            request.setMessageGroupId(run.groups().name(lane, number))
                    .setMessageDeduplicationId(Groups.deduplicationId(lane, number));
        }
        return request.build();
    }

    /** Now and then sends what was acknowledged once more, which must not come to be another message. */
    private void repeat(long number, long intendedNanos, String messageId) {
        Groups groups = run.groups();
        if (groups == null || run.ledger() == null || !groups.isRepeated(number)) {
            return;
        }
        open.incrementAndGet();
        CompletableFuture<?> unused = run.transport()
                .call(QueueServiceGrpc.getSendMessageMethod(), single(number, intendedNanos), run.call())
                .whenComplete((response, failure) -> {
                    if (failure == null) {
                        groups.repeated(messageId, response.getMessageId());
                    }
                    open.decrementAndGet();
                });
    }

    private void sendBatch(long first, int count, long intendedNanos, long stepNanos, Runnable then) {
        SendMessageBatchRequest.Builder request = SendMessageBatchRequest.newBuilder()
                .setQueueUrl(run.queue())
                .setRequestId(run.transport().nextRequestId());
        for (int i = 0; i < count; i++) {
            SendMessageBatchRequestEntry.Builder entry = SendMessageBatchRequestEntry.newBuilder()
                    .setId(IDS.get(i))
                    .setMessageBodyBytes(run.bodies().make(lane, first + i, intendedNanos + i * stepNanos));
            if (run.groups() != null) {
                entry.setMessageGroupId(run.groups().name(lane, first + i))
                        .setMessageDeduplicationId(Groups.deduplicationId(lane, first + i));
            }
            request.addEntries(entry);
        }
        CompletableFuture<?> unused = run.transport()
                .call(QueueServiceGrpc.getSendMessageBatchMethod(), request.build(), run.call())
                .whenComplete((response, failure) -> {
                    answered(response, first, count, intendedNanos, stepNanos);
                    over(then);
                });
    }

    private void answered(
            @Nullable SendMessageBatchResponse response, long first, int count, long intendedNanos, long stepNanos) {
        if (response == null) {
            run.meter().failed(count);
            return;
        }
        long nowNanos = System.nanoTime();
        for (SendMessageBatchResultEntry entry : response.getSuccessfulList()) {
            int position = entry.getId().charAt(0) - '0';
            acknowledged(first + position, intendedNanos + position * stepNanos, nowNanos);
            repeat(first + position, intendedNanos + position * stepNanos, entry.getMessageId());
        }
        run.meter().acknowledged(response.getSuccessfulCount(), nowNanos);
        run.meter().failed(count - response.getSuccessfulCount());
    }

    private void acknowledged(long number, long intendedNanos, long nowNanos) {
        run.meter().acknowledgedOne(intendedNanos, nowNanos);
        if (run.ledger() != null) {
            run.ledger().acknowledged(lane, number);
        }
    }

    private void over(Runnable then) {
        open.decrementAndGet();
        then.run();
    }
}
