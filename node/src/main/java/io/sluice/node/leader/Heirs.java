package io.sluice.node.leader;

import io.sluice.node.cluster.Router;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand.Heir;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds who takes what was refused: AWS goes by the names of queues, and one that was deleted may have been made again
 * (ADR 0040). Only the catalog knows.
 */
final class Heirs {
    private final Router router;
    private final long deadlineNanos;

    Heirs(Router router, long deadlineNanos) {
        this.router = router;
        this.deadlineNanos = deadlineNanos;
    }

    /** The heirs of those refused parcels of a batch that have one; fails when the catalog does not answer. */
    CompletableFuture<List<Heir>> find(Reply.Parcels batch, List<Long> refused) {
        Map<Query.FindHeir, CompletableFuture<Reply>> asked = new HashMap<>();
        List<CompletableFuture<Optional<Heir>>> found = new ArrayList<>();
        for (long sequence : refused) {
            // What was refused and is not in this batch is settled with the one that it is in.
            int place = (int) (sequence - batch.first());
            if (place >= 0
                    && place < batch.parcels().size()
                    && batch.parcels().get(place) instanceof Parcel.Message message
                    && !message.toName().isEmpty()) {
                found.add(asked.computeIfAbsent(new Query.FindHeir(message.from(), message.toName()), this::ask)
                        .thenApply(reply -> heir(sequence, message, reply)));
            }
        }
        return CompletableFuture.allOf(found.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> found.stream()
                        .map(CompletableFuture::join)
                        .flatMap(Optional::stream)
                        .toList());
    }

    private CompletableFuture<Reply> ask(Query.FindHeir query) {
        return router.query(TabletId.CATALOG, query, deadlineNanos);
    }

    /** A queue that is being deleted may still have the name that its own tablet knows no more. */
    private static Optional<Heir> heir(long sequence, Parcel.Message message, Reply reply) {
        return reply instanceof Reply.Placed placed && !placed.resource().equals(message.to())
                ? Optional.of(new Heir(sequence, placed.resource(), placed.tablet()))
                : Optional.empty();
    }
}
