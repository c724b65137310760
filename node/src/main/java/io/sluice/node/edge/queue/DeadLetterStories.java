package io.sluice.node.edge.queue;

import io.sluice.api.v1.DeadLetterStory;
import io.sluice.api.v1.FailedReceive;
import io.sluice.node.command.Attempt;
import io.sluice.node.command.Origin;
import java.util.List;
import java.util.Optional;

/** Tells how messages failed and became dead letters. */
final class DeadLetterStories {
    private DeadLetterStories() {}

    /** The story of a message, if it is a dead letter whose story is known. */
    static Optional<DeadLetterStory> of(Optional<Origin> origin) {
        return origin.flatMap(one -> one.death()
                .map(death -> DeadLetterStory.newBuilder()
                        .setReason(death.reason())
                        .setTimestamp(death.millis())
                        .setSourceQueue(one.sourceName())
                        .addAllFailedReceives(of(death.failed()))
                        .build()));
    }

    /** Receives that failed. */
    static List<FailedReceive> of(List<Attempt> attempts) {
        return attempts.stream()
                .map(attempt -> FailedReceive.newBuilder()
                        .setReceiveNumber(attempt.receive())
                        .setConsumerName(attempt.consumer())
                        .setReceivedTimestamp(attempt.receivedMillis())
                        .setFailedTimestamp(attempt.endedMillis())
                        .setReason(attempt.reason())
                        .build())
                .toList();
    }
}
