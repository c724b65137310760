package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.QueueCommand.Receive;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Turn;
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
    private final FifoDepartures departures;
    private final DeadLetters deadLetters;
    private final Tx tx;
    private final long nowMillis;
    /** Messages that this receive came to and did not give. */
    private long away;
    /** Who receives, as far as he says. */
    private String consumer = "";

    /** Whether limits of a group kept back what it seemed to have, just now or ever in this receive. */
    private boolean narrowed;

    private boolean keptBack;

    FifoDeliveries(FifoQueue queue, Turn turn) {
        this.ledger = queue.ledger();
        this.groups = queue.groups();
        this.messages = queue.messages();
        this.memory = queue.memory();
        this.departures = new FifoDepartures(queue, turn.tx());
        this.deadLetters = new DeadLetters(ledger.base, turn);
        this.tx = turn.tx();
        this.nowMillis = turn.nowMillis();
    }

    Reply receive(Receive command) {
        consumer = command.consumer();
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
            messages.find(receipt.sequence())
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
            messages.extend(receipt.sequence(), rows.get(i), untilMillis, "");
            reception.again(receipt.sequence(), receipt.lease(), rows.get(i).firstReceivedMillis());
        }
        memory.extended(attemptId, attempt, untilMillis);
        return Optional.of(reception.reply());
    }

    private Reply first(Receive command, long dueMillis) {
        long room = ledger.base.settings.inFlightMax() - ledger.base.leased;
        Allowance allowance = ledger.base.allowance(nowMillis);
        int wanted = (int) Math.max(0, Math.min(command.messagesMax(), Math.min(room, allowance.messages())));
        Reception reception = new Reception(wanted);
        boolean goesOn = wanted > 0;
        while (goesOn) {
            // What was settled or taken away just now may have made groups ready.
            groups.save();
            long before = away;
            narrowed = false;
            for (FifoGroup group : groups.ready(reception.missing())) {
                take(group, reception, dueMillis);
            }
            // Where a group had less to give than it seemed, others have their turn.
            goesOn = (away > before || narrowed)
                    && away < Limits.MOVED_PER_TURN_MAX
                    && reception.missing() > 0
                    && !deadLetters.isFull();
        }
        boolean byOwner = allowance.messages() == 0 || allowance.messages() < room;
        Withheld limit = byOwner ? allowance.reason() : Withheld.QUEUE_IN_FLIGHT;
        boolean held = reception.missing() == 0 && wanted < command.messagesMax() && groups.haveMore();
        Withheld otherwise =
                wanted > 0 && reception.missing() > 0 && (shut() || keptBack) ? Withheld.GROUPS : Withheld.NOTHING;
        Reply.Received reply = reception.reply(held ? limit : otherwise);
        ledger.base.delivery =
                Allowance.after(ledger.base.delivery, reply.messages().size(), nowMillis);
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

    private boolean shut() {
        groups.save();
        return ledger.hasShut();
    }

    private void take(FifoGroup group, Reception reception, long dueMillis) {
        // What is leased here blocks nothing that goes to the same receiver.
        long end = group.leased.floor();
        boolean free = group.leased.isEmpty();
        int before = reception.missing();
        int enough = before - (int) Math.min(before, groups.allowance(group).messages());
        boolean goesOn = true;
        while (goesOn && reception.missing() > enough) {
            List<Long> sequences = returned(group, end, reception.missing() - enough);
            goesOn = !sequences.isEmpty();
            for (int i = 0; goesOn && i < sequences.size(); i++) {
                goesOn = give(group, sequences.get(i), reception, dueMillis);
            }
            if (sequences.isEmpty()) {
                // Fresh messages come after all that were ever received, so after any that is in flight.
                goesOn = free && group.fresh > 0 && give(group, group.firstFresh, reception, dueMillis);
            }
        }
        groups.pay(group, before - reception.missing());
        boolean kept = enough > 0 && reception.missing() == enough && group.fresh + group.returned.count() > 0;
        narrowed |= kept;
        keptBack |= kept;
    }

    /** What becomes of a message that could be leased. */
    private enum Fate {
        LEASE,
        MOVE,
        PARK
    }

    /** Leases a message, or does what is to be done when it was received too often; false when its group stops. */
    private boolean give(FifoGroup group, long sequence, Reception reception, long dueMillis) {
        FifoEntryRow row = messages.get(sequence)
                .orElseThrow(() -> new IllegalStateException("a group has a message that is gone: " + sequence));
        Fate fate = fate(group, sequence, row);
        if (fate == Fate.LEASE) {
            FifoEntryRow leased = messages.lease(sequence, row, dueMillis, consumer);
            reception.add(sequence, leased.leases(), leased.firstReceivedMillis());
            return true;
        }
        away++;
        // Only the first of a group leaves, so that dead letters come in the order of their group.
        if (group.leased.floor() < sequence || deadLetters.isFull()) {
            return false;
        }
        if (fate == Fate.PARK) {
            // What is left of the bound on one turn is for the next receive.
            group.parkedMillis = away <= Limits.MOVED_PER_TURN_MAX ? nowMillis : 0;
            return false;
        }
        deadLetters.move(departures.take(sequence, row), Death.Cause.RECEIVES);
        return true;
    }

    private Fate fate(FifoGroup group, long sequence, FifoEntryRow row) {
        GroupPolicy policy = ledger.policy;
        if (!policy.isMet(row.leases()) && !deadLetters.suspects(row.leases())) {
            return Fate.LEASE;
        }
        long here = row.leases() - departures.origin(sequence).receivesBefore();
        long counted = sequence == group.forgiven ? Math.min(here, row.leases() - group.forgivenLeases) : here;
        if (policy.isMet(counted)) {
            if (policy.action() == GroupPolicy.Action.PARK) {
                return Fate.PARK;
            }
            if (deadLetters.isPossible()) {
                return Fate.MOVE;
            }
        }
        return deadLetters.takes(here) ? Fate.MOVE : Fate.LEASE;
    }

    /** The first so many returned messages before a sequence. */
    private List<Long> returned(FifoGroup group, long end, int most) {
        if (group.returned.isEmpty() || group.returned.floor() >= end) {
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
