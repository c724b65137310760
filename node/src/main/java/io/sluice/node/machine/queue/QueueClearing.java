package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.QueueStateRow.Spans;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TenantTables;
import java.util.Optional;
import java.util.function.Function;

/** Empties queues and ends them. */
final class QueueClearing {
    private QueueClearing() {}

    static Reply purge(QueueCommand.Purge command, Turn turn) {
        Function<FifoQueue, Reply> inFifo = fifo -> {
            Reply reply = purge(fifo.ledger().base, turn);
            if (reply.equals(Reply.Done.DONE)) {
                FifoRules.purge(fifo, turn.tx());
            }
            return reply;
        };
        return OnQueue.run(command, turn, inFifo, (ledger, held) -> purge(ledger, turn));
    }

    private static Reply purge(QueueLedger ledger, Turn turn) {
        if (ledger.purgedMillis != 0 && turn.nowMillis() < ledger.purgedMillis + Limits.PURGE_INTERVAL_MILLIS) {
            return new Reply.Rejected(
                    RejectionCode.PURGE_IN_PROGRESS, ledger.settings.row().name());
        }
        clear(ledger.queue, turn.tx());
        ledger.forgetTenants();
        ledger.cursor = ledger.nextSequence;
        ledger.returned = 0;
        ledger.leased = 0;
        ledger.delayed = 0;
        ledger.returnFloor = ledger.nextReturn;
        ledger.dueFloorMillis = Long.MAX_VALUE;
        ledger.prompt = Spans.NONE;
        ledger.late = Spans.NONE;
        new Arrivals(ledger, turn.tx()).clear();
        SendKeys.clear(ledger, turn.tx());
        Lifetimes.clear(ledger, turn.tx());
        ledger.purgedMillis = turn.nowMillis();
        return Reply.Done.DONE;
    }

    static void drop(ResourceId resource, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(resource);
        Optional<QueueLedger> ledger = QueueLedger.of(turn, resource);
        if (ledger.isPresent()) {
            clear(resource, turn.tx());
            SendKeys.clear(ledger.get(), turn.tx());
            Lifetimes.clear(ledger.get(), turn.tx());
            FifoRules.clear(resource, turn.tx());
            turn.tx().delete(FifoTables.STATES, key);
            turn.tx().delete(QueueTables.SETTINGS, key);
            turn.tx().delete(QueueTables.STATES, key);
            turn.tx().delete(TenantTables.STATES, key);
            turn.tx().delete(QueueTables.REDRIVES, key);
            Moves.drop(resource, turn);
            ScheduleBook.drop(resource, turn);
            Traces.drop(resource, turn.tx());
            turn.gone(resource);
        }
    }

    private static void clear(ResourceId queue, Tx tx) {
        Keys.InResource from = new Keys.InResource(queue, 0);
        Keys.InResource to = new Keys.InResource(new ResourceId(queue.value() + 1), 0);
        tx.deleteRange(QueueTables.MESSAGES, from, to);
        tx.deleteRange(QueueTables.HELD, from, to);
        tx.deleteRange(QueueTables.RETURNED, from, to);
        tx.deleteRange(QueueTables.SPANS, from, to);
        Keys.Due first = new Keys.Due(queue, 0, 0);
        Keys.Due end = new Keys.Due(new ResourceId(queue.value() + 1), 0, 0);
        tx.deleteRange(QueueTables.DUE, first, end);
        tx.deleteRange(QueueTables.ARRIVALS, first, end);
        Tenants.clear(queue, tx);
    }
}
