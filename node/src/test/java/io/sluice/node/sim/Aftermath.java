package io.sluice.node.sim;

import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Holds the messages of a queue, as rows, to the model right after an entry that was about it: so what is lost is known
 * by what lost it, and what comes back by what ended it.
 */
final class Aftermath {
    private final View view;
    private final ResourceId id;
    private final QueueModel queue;
    private final long nowMillis;

    Aftermath(View view, ResourceId id, QueueModel queue, long nowMillis) {
        this.view = view;
        this.id = id;
        this.queue = queue;
        this.nowMillis = nowMillis;
    }

    /** What is known of the newest receive of a message. */
    private record Lease(long receives, boolean held, long dueMillis) {}

    /** To be asked before the entry has been judged, of a queue whose messages it ends for no other reason. */
    void kept() {
        Set<Long> there = there();
        for (Message message : queue.messages.values()) {
            Rule.Q13_EXPIRY.holds(
                    there.contains(message.sequence) || queue.maybeGone(message, nowMillis),
                    "dropped before its time: ",
                    message.sequence);
        }
    }

    /** To be asked once the entry has been judged. */
    void check() {
        Set<Long> there = there();
        there.stream().filter(sequence -> !queue.maybeThere(sequence)).forEach(queue::existing);
        for (Message message : queue.messages.values()) {
            if (!there.contains(message.sequence)) {
                lost(message.sequence).holds(queue.maybeGone(message, nowMillis), "is gone: ", message.sequence);
            }
        }
        queue.touched.fenced.forEach(sequence -> certain(sequence).ifPresent(this::fenced));
        queue.touched.released.forEach(sequence -> certain(sequence).ifPresent(this::released));
    }

    private Set<Long> there() {
        Set<Long> there = new HashSet<>();
        view.scan(
                QueueTables.MESSAGES,
                new Keys.InResource(id, 0),
                new Keys.InResource(id, -1),
                (key, row) -> there.add(key.number()));
        return there;
    }

    /** The rule that is broken when this message is not there. */
    private Rule lost(long sequence) {
        if (queue.touched.purged) {
            return Rule.Q9_PURGE_IS_A_POINT;
        }
        return queue.touched.fenced.contains(sequence) ? Rule.Q5_FENCING : Rule.Q1_NO_ACKED_LOSS;
    }

    private Optional<Message> certain(long sequence) {
        return Optional.ofNullable(queue.messages.get(sequence))
                .filter(message -> !queue.maybeGone(message, nowMillis));
    }

    private void fenced(Message message) {
        Lease lease = lease(message);
        boolean untouched = lease.receives() == message.receives
                && (lease.held() ? lease.dueMillis() == message.visibleMillis : !message.inFlight(nowMillis));
        Rule.Q5_FENCING.holds(untouched, "an outdated receipt changed ", message.sequence, ": ", lease);
    }

    private void released(Message message) {
        Lease lease = lease(message);
        Rule.F9_RELEASE.holds(!lease.held(), "released, and not visible: ", message.sequence, " ", lease);
    }

    private Lease lease(Message message) {
        Keys.InResource key = new Keys.InResource(id, message.sequence);
        if (queue.isFifo()) {
            FifoEntryRow row = view.get(FifoTables.ENTRIES, key).orElseThrow();
            return new Lease(row.leases(), row.state() == FifoEntryRow.State.LEASED, row.dueMillis());
        }
        return view.get(QueueTables.HELD, key)
                .map(row -> new Lease(row.leases(), row.state() == HeldRow.State.LEASED, row.dueMillis()))
                .orElse(new Lease(0, false, 0));
    }
}
