package io.sluice.node.edge.queue;

import io.sluice.api.v1.ConsumeLeaseLost;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the messages of a session leased while its client gives signs of life, and ends the session when it
 * gives none. A lease lasts twice as long as the client may be silent and is extended when a third of it
 * is over, so that a change of leader finds time left. What is settled before costs nothing. In order.
 */
final class LeaseKeeper {
    private static final int LOOKS = 3;

    private final Consumptions shared;
    private final ConsumeStream stream;
    private final Place place;
    private final HeldMessages held;
    private final int heartbeatSeconds;
    private long heardNanos = System.nanoTime();

    private LeaseKeeper(
            Consumptions shared, ConsumeStream stream, Place place, HeldMessages held, int heartbeatSeconds) {
        this.shared = shared;
        this.stream = stream;
        this.place = place;
        this.held = held;
        this.heartbeatSeconds = heartbeatSeconds;
    }

    /** That of a session; null for a stream that is none. */
    static @Nullable LeaseKeeper of(
            ConsumeStart start, Consumptions shared, ConsumeStream stream, Place place, HeldMessages held) {
        return start.getHeartbeatSeconds() == 0
                ? null
                : new LeaseKeeper(shared, stream, place, held, start.getHeartbeatSeconds());
    }

    /** How long a lease lasts from its last extension; 0 for a stream that is no session. */
    static int leaseSeconds(ConsumeStart start) {
        return 2 * start.getHeartbeatSeconds();
    }

    private long leaseMillis() {
        return TimeUnit.SECONDS.toMillis(held.leaseSeconds());
    }

    /** The client lives. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** Looks after the leases until the stream ends. */
    void look() {
        if (stream.isOver()) {
            return;
        }
        if (!stream.listens()) {
            // The cluster is slow, and so are we to hear the client.
            heard();
        }
        long nowNanos = System.nanoTime();
        if (nowNanos - heardNanos > TimeUnit.SECONDS.toNanos(heartbeatSeconds)) {
            stream.fail(QueueErrors.silence(heartbeatSeconds));
            return;
        }
        extend(nowNanos);
        var unused =
                shared.later(() -> stream.inOrder(this::look), TimeUnit.SECONDS.toMillis(heartbeatSeconds) / LOOKS);
    }

    private void extend(long nowNanos) {
        long sinceNanos = nowNanos - TimeUnit.MILLISECONDS.toNanos(leaseMillis()) / LOOKS;
        List<Receipt> due = held.due(sinceNanos, Limits.BATCH_ENTRIES_MAX);
        while (!due.isEmpty()) {
            List<Receipt> some = due;
            some.forEach(receipt -> held.add(receipt, nowNanos));
            var command = new QueueCommand.ChangeVisibility(
                    place.queue(),
                    some.stream()
                            .map(receipt -> new Hiding(receipt, leaseMillis()))
                            .toList(),
                    true,
                    "the session lives");
            var unused = shared.send(place, command, OptionalLong.empty())
                    .result()
                    .whenComplete((reply, thrown) -> stream.inOrder(() -> extended(some, reply)));
            due = held.due(sinceNanos, Limits.BATCH_ENTRIES_MAX);
        }
    }

    /** Without a reply nothing is known: the next look extends again, or learns that it is too late. */
    private void extended(List<Receipt> receipts, @Nullable Reply reply) {
        if (!(reply instanceof Reply.Settled settled) || stream.isOver()) {
            return;
        }
        ConsumeLeaseLost.Builder lost = ConsumeLeaseLost.newBuilder();
        for (int i = 0; i < receipts.size(); i++) {
            Receipt receipt = receipts.get(i);
            // What the client settled meanwhile it has given up itself.
            if (settled.receipts().get(i) instanceof Reply.Rejected && held.remove(receipt)) {
                lost.addReceiptHandles(shared.receipts().seal(place.queue(), receipt.sequence(), receipt.lease()));
            }
        }
        if (lost.getReceiptHandlesCount() > 0) {
            stream.send(ConsumeResponse.newBuilder().setLeaseLost(lost).build());
        }
    }
}
