package io.sluice.node.edge.queue;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ConsumeOutcome;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.call.Failures;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Settles the messages of one stream as its client asks, and tells what became of it. In order. */
final class ConsumeSettling {
    private final Consumptions shared;
    private final ConsumeStream stream;
    private final Place place;
    private final HeldMessages held;
    private int underWay;

    ConsumeSettling(Consumptions shared, ConsumeStream stream, Place place, HeldMessages held) {
        this.shared = shared;
        this.stream = stream;
        this.place = place;
        this.held = held;
    }

    /** Steps that are under way. */
    int underWay() {
        return underWay;
    }

    void acknowledge(List<String> handles, long tag) {
        Settlement settlement = new Settlement(place, shared.receipts());
        for (String handle : handles) {
            settlement.add(handle, handle);
        }
        held.settle(settlement.receipts());
        settle(settlement, settlement.deletion(held.strict()), settlement::deleted, tag);
    }

    void release(List<String> handles, int seconds, long tag, String reason) {
        Settlement settlement = hiding(handles, seconds);
        held.settle(settlement.receipts());
        settle(settlement, settlement.hiding(held.strict(), reason), settlement::hidden, tag);
    }

    /** In a session it also takes over what another session of the client had. */
    void extend(List<String> handles, int seconds, long tag) {
        Settlement settlement = hiding(handles, held.strict() ? held.leaseSeconds() : seconds);
        if (held.strict()) {
            long nowNanos = System.nanoTime();
            settlement.receipts().forEach(receipt -> held.add(receipt, nowNanos));
        }
        settle(settlement, settlement.hiding(held.strict(), ""), settlement::hidden, tag);
    }

    private Settlement hiding(List<String> handles, int seconds) {
        Settlement settlement = new Settlement(place, shared.receipts());
        for (String handle : handles) {
            settlement.add(handle, handle, seconds);
        }
        return settlement;
    }

    private void settle(Settlement settlement, QueueCommand command, Function<Reply, Settlement> settled, long tag) {
        if (settlement.isEmpty()) {
            tell(settlement, tag);
            return;
        }
        underWay++;
        var unused = shared.send(place, command, OptionalLong.empty())
                .result()
                .whenComplete((reply, thrown) -> stream.inOrder(() -> {
                    underWay--;
                    answer(settlement, settled, tag, reply, thrown);
                    stream.proceed();
                }));
    }

    private void answer(
            Settlement settlement,
            Function<Reply, Settlement> settled,
            long tag,
            @Nullable Reply reply,
            @Nullable Throwable thrown) {
        if (reply instanceof Reply.Rejected rejected && rejected.code() == RejectionCode.RESOURCE_MISSING) {
            stream.fail(QueueErrors.missingQueue());
        } else if (reply != null) {
            tell(settled.apply(reply), tag);
        } else if (thrown != null) {
            tell(settlement.failed(Failures.error(thrown)), tag);
        }
    }

    private void tell(Settlement settlement, long tag) {
        List<BatchResultErrorEntry> failed = settlement.failed();
        if (held.strict()) {
            // What was refused is not held, whatever it was refused for.
            failed.forEach(entry ->
                    shared.receipts().open(place.queue(), entry.getId()).match(held::remove, no -> false));
        }
        if (tag == 0 && failed.isEmpty()) {
            return;
        }
        stream.send(ConsumeResponse.newBuilder()
                .setOutcome(ConsumeOutcome.newBuilder()
                        .setTag(tag)
                        .setSucceeded(settlement.succeeded().size())
                        .addAllFailed(failed))
                .build());
    }
}
