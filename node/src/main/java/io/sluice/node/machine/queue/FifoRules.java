package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The rules of FIFO queues where they differ from standard ones, by the contract of Amazon SQS. */
final class FifoRules {
    private FifoRules() {}

    /** A message without a group or a deduplication id fails the whole command (AWS-validated behaviour). */
    static Reply send(QueueCommand.Send command, FifoQueue queue, Turn turn) {
        QueueSettings settings = queue.ledger().base.settings;
        for (Outgoing message : command.messages()) {
            if (message.groupId().isEmpty()) {
                return new Reply.Rejected(RejectionCode.GROUP_REQUIRED, "");
            }
            if (!settings.knows(message.priority())) {
                return new Reply.Rejected(RejectionCode.NO_PRIORITIES, "");
            }
            if (message.deduplicationId().isEmpty() || (message.byContent() && !settings.deduplicatesByContent())) {
                return new Reply.Rejected(RejectionCode.DEDUPLICATION_REQUIRED, "");
            }
        }
        queue.messages().ripen();
        List<Reply> replies = new ArrayList<>(command.messages().size());
        SendKeys keys = new SendKeys(queue.ledger().base, turn.tx(), turn.nowMillis());
        for (Outgoing message : command.messages()) {
            replies.add(keys.once(message.key(), () -> send(message, queue, settings.sizeBytesMax())));
        }
        keys.save();
        return new Reply.Sent(replies);
    }

    private static Reply send(Outgoing message, FifoQueue queue, long sizeBytesMax) {
        if (message.sizeBytes() > sizeBytesMax) {
            return new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, Long.toString(sizeBytesMax));
        }
        Optional<Reply> tooLong = StandardSends.lifetimeProblem(message.ttlMillis(), queue.ledger().base.settings);
        if (tooLong.isPresent()) {
            return tooLong.get();
        }
        OptionalLong original = queue.memory().original(message);
        if (original.isPresent()) {
            return new Reply.SentOne(original.getAsLong());
        }
        long sequence = queue.messages().append(message);
        QueueLedger base = queue.ledger().base;
        base.prompt = queue.retention().sent(base.prompt, sequence);
        queue.memory().sent(message, sequence);
        return new Reply.SentOne(sequence);
    }

    static Reply receive(QueueCommand.Receive command, FifoQueue queue, Turn turn) {
        // Until the next turns have dropped the rest, what is there may be past its retention.
        return queue.settle()
                ? new FifoDeliveries(queue, turn).receive(command)
                : new Reply.Received(List.of(), Withheld.EXPIRING);
    }

    /** A receipt deletes only while its lease lasts; what is gone already is deleted again without harm. */
    static Reply delete(QueueCommand.Delete command, FifoQueue queue, Turn turn) {
        List<Reply> replies = new ArrayList<>(command.receipts().size());
        for (QueueCommand.Receipt receipt : command.receipts()) {
            Optional<FifoEntryRow> row = queue.messages().find(receipt.sequence());
            if (command.strict() && !leases(receipt, queue.messages())) {
                replies.add(new Reply.Rejected(RejectionCode.LEASE_LOST, ""));
            } else if (row.isPresent() && !queue.messages().holds(row.get(), receipt.lease())) {
                replies.add(new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, ""));
            } else {
                row.ifPresent(held -> {
                    queue.messages().remove(receipt.sequence(), held);
                    Traces.deleted(receipt, queue.ledger().base, turn);
                });
                replies.add(Reply.Done.DONE);
            }
        }
        return new Reply.Settled(replies);
    }

    static Reply changeVisibility(QueueCommand.ChangeVisibility command, FifoQueue queue, long nowMillis) {
        List<Reply> replies = new ArrayList<>(command.hidings().size());
        for (QueueCommand.Hiding hiding : command.hidings()) {
            replies.add(
                    command.strict() && !leases(hiding.receipt(), queue.messages())
                            ? new Reply.Rejected(RejectionCode.LEASE_LOST, "")
                            : hide(hiding, command.reason(), queue.messages(), nowMillis));
        }
        return new Reply.Settled(replies);
    }

    private static boolean leases(QueueCommand.Receipt receipt, FifoMessages messages) {
        return messages.find(receipt.sequence())
                .filter(row -> messages.holds(row, receipt.lease()))
                .isPresent();
    }

    private static Reply hide(QueueCommand.Hiding hiding, String reason, FifoMessages messages, long nowMillis) {
        long sequence = hiding.receipt().sequence();
        Optional<FifoEntryRow> row = messages.find(sequence);
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.MESSAGE_GONE, "");
        }
        if (row.get().leases() != hiding.receipt().lease()) {
            return new Reply.Rejected(RejectionCode.RECEIPT_EXPIRED, "");
        }
        if (!messages.holds(row.get(), hiding.receipt().lease())) {
            return new Reply.Rejected(RejectionCode.NOT_IN_FLIGHT, "");
        }
        long dueMillis = nowMillis + hiding.visibilityMillis();
        if (dueMillis > row.get().lastReceivedMillis() + Limits.VISIBILITY_MILLIS_MAX) {
            return new Reply.Rejected(
                    RejectionCode.HIDDEN_TOO_LONG, Long.toString(Limits.VISIBILITY_MILLIS_MAX / 1000));
        }
        messages.extend(sequence, row.get(), dueMillis, reason);
        return Reply.Done.DONE;
    }

    /** A changed delay holds for what is delayed; what is visible by the delay that was stays visible. */
    static void beforeChange(QueueLedger ledger, Turn turn) {
        FifoQueue queue = FifoQueue.open(ledger, turn);
        queue.messages().ripen();
        queue.close();
    }

    /** What is emptied has no groups and remembers nothing (AWS-validated behaviour). */
    static void purge(FifoQueue queue, Tx tx) {
        FifoLedger ledger = queue.ledger();
        clear(ledger.queue(), tx);
        ledger.readyFloor = ledger.nextReady;
        ledger.offered = 0;
        ledger.ripe = ledger.base.nextSequence;
        ledger.ripeSentMillis = Long.MAX_VALUE;
        ledger.oldestFloor = ledger.base.nextSequence;
        ledger.memoryFloor = ledger.nextMemory;
        ledger.memoryMillis = Long.MAX_VALUE;
        ledger.parked = 0;
        ledger.review = Optional.empty();
    }

    /** Removes the rows that only FIFO queues have, but for the counters. */
    static void clear(ResourceId queue, Tx tx) {
        ResourceId next = new ResourceId(queue.value() + 1);
        Keys.InResource from = new Keys.InResource(queue, 0);
        Keys.InResource to = new Keys.InResource(next, 0);
        tx.deleteRange(FifoTables.NAMES, new Keys.TextIn(queue, ""), new Keys.TextIn(next, ""));
        tx.deleteRange(FifoTables.GROUPS, from, to);
        tx.deleteRange(FifoTables.ENTRIES, from, to);
        tx.deleteRange(FifoTables.LINES, new Keys.InLine(queue, 0, 0), new Keys.InLine(next, 0, 0));
        tx.deleteRange(FifoTables.READY, from, to);
        tx.deleteRange(FifoTables.PARKED, from, to);
        tx.deleteRange(TenantTables.WAKES, new Keys.Due(queue, 0, 0), new Keys.Due(next, 0, 0));
        tx.deleteRange(FifoTables.MEMORY, new Keys.TextIn(queue, ""), new Keys.TextIn(next, ""));
        tx.deleteRange(FifoTables.MEMORY_LOG, from, to);
    }
}
