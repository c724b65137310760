package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.QueueCommand.Receive;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.FifoMemoryRow;
import io.sluice.node.state.queue.FifoTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leases messages of a FIFO queue: from the group that was ready for longest as many as are wanted, then
 * from the next. Of a group come, in order, the messages before the first that is in flight.
 */
final class FifoDeliveries {
    private final FifoLedger ledger;
    private final FifoGroups groups;
    private final FifoMessages messages;
    private final FifoMemory memory;
    private final Tx tx;
    private final long nowMillis;

    FifoDeliveries(FifoQueue queue, Tx tx, long nowMillis) {
        this.ledger = queue.ledger();
        this.groups = queue.groups();
        this.messages = queue.messages();
        this.memory = queue.memory();
        this.tx = tx;
        this.nowMillis = nowMillis;
    }

    Reply receive(Receive command) {
        long dueMillis =
                nowMillis + command.visibilityMillis().orElseGet(() -> ledger.base.settings.visibilityMillis());
        return repeated(command.attemptId(), dueMillis).orElseGet(() -> first(command, dueMillis));
    }

    /** The same again with its leases begun anew, if the attempt is remembered and nothing about it has changed. */
    private Optional<Reply> repeated(String attemptId, long dueMillis) {
        Optional<FifoMemoryRow> known = attemptId.isEmpty() ? Optional.empty() : memory.attempt(attemptId);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        FifoMemoryRow attempt = known.get();
        List<FifoEntryRow> rows = new ArrayList<>();
        for (Receipt receipt : attempt.receipts()) {
            messages.get(receipt.sequence())
                    .filter(row -> messages.holds(row, receipt.lease()) && row.dueMillis() == attempt.dueMillis())
                    .ifPresent(rows::add);
        }
        if (rows.size() < attempt.receipts().size()) {
            return Optional.empty();
        }
        // All were received at one time.
        long latestMillis = rows.get(0).lastReceivedMillis() + Limits.VISIBILITY_MILLIS_MAX;
        long untilMillis = Math.min(dueMillis, latestMillis);
        Reception reception = new Reception(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Receipt receipt = attempt.receipts().get(i);
            messages.extend(receipt.sequence(), rows.get(i), untilMillis);
            reception.again(receipt.sequence(), receipt.lease(), rows.get(i).firstReceivedMillis());
        }
        memory.extended(attemptId, attempt, untilMillis);
        return Optional.of(reception.reply());
    }

    private Reply first(Receive command, long dueMillis) {
        long room = ledger.base.settings.inFlightMax() - ledger.base.leased;
        int wanted = (int) Math.max(0, Math.min(command.messagesMax(), room));
        Reception reception = new Reception(wanted);
        if (wanted > 0) {
            // What was settled just now may have made groups ready.
            groups.save();
            for (FifoGroup group : groups.ready(wanted)) {
                take(group, reception, dueMillis);
            }
        }
        Reply.Received reply = reception.reply();
        if (!command.attemptId().isEmpty() && !reply.messages().isEmpty() && dueMillis > nowMillis) {
            memory.received(
                    command.attemptId(),
                    reply.messages().stream()
                            .map(one -> new Receipt(one.sequence(), one.lease()))
                            .toList(),
                    dueMillis);
        }
        return reply;
    }

    private void take(FifoGroup group, Reception reception, long dueMillis) {
        boolean free = group.leased.isEmpty();
        for (long sequence : returned(group, reception.missing())) {
            lease(sequence, reception, dueMillis);
        }
        // Fresh messages come after all that were ever received, so after any that is in flight.
        while (free && group.fresh > 0 && reception.missing() > 0) {
            lease(group.firstFresh, reception, dueMillis);
        }
    }

    private void lease(long sequence, Reception reception, long dueMillis) {
        FifoEntryRow row = messages.get(sequence)
                .orElseThrow(() -> new IllegalStateException("a group has a message that is gone: " + sequence));
        FifoEntryRow leased = messages.lease(sequence, row, dueMillis);
        reception.add(sequence, leased.leases(), leased.firstReceivedMillis());
    }

    /** The first so many returned messages before the first in flight. */
    private List<Long> returned(FifoGroup group, int most) {
        long end = group.leased.floor();
        if (most == 0 || group.returned.isEmpty() || group.returned.floor() >= end) {
            return List.of();
        }
        List<Long> sequences = new ArrayList<>();
        long number = FifoTables.line(group.number, State.RETURNED);
        tx.scan(
                FifoTables.LINES,
                new Keys.InLine(ledger.queue(), number, group.returned.floor()),
                new Keys.InLine(ledger.queue(), number, end),
                (key, mark) -> {
                    sequences.add(key.number());
                    return sequences.size() < most;
                });
        return sequences;
    }
}
