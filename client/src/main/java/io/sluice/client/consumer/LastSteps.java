package io.sluice.client.consumer;

import io.sluice.client.AsyncQueueClient;
import io.sluice.client.VisibilityChange;
import io.sluice.client.consumer.Step.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Settles by plain calls what a stream that is gone could not settle. */
final class LastSteps {
    private static final int BATCH_MAX = 10;

    private final AsyncQueueClient queues;
    private final String queue;

    LastSteps(AsyncQueueClient queues, String queue) {
        this.queues = queues;
        this.queue = queue;
    }

    CompletableFuture<?> send(StepQueue steps) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        while (steps.waiting(Kind.ACKNOWLEDGE) > 0) {
            calls.add(queues.deleteBatch(queue, steps.take(Kind.ACKNOWLEDGE, BATCH_MAX)));
        }
        for (Kind kind : List.of(Kind.RETURN, Kind.RELEASE)) {
            while (steps.waiting(kind) > 0) {
                List<VisibilityChange> changes = steps.take(kind, BATCH_MAX).stream()
                        .map(receipt -> new VisibilityChange(receipt, Duration.ZERO))
                        .toList();
                calls.add(queues.changeVisibilityBatch(queue, changes));
            }
        }
        return CompletableFuture.allOf(calls.toArray(new CompletableFuture<?>[0]));
    }
}
