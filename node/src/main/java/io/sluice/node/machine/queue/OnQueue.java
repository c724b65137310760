package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.ResourceId;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Runs rules on queues: each kind with what its rules need, and what was changed is stored and hinted. */
final class OnQueue {
    private OnQueue() {}

    /** Calls the rule of the queue's kind, if there is such a queue, and has noted what it did. */
    static Reply run(
            QueueCommand command,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard) {
        return run(command.queue(), turn, inFifo, inStandard, (reply, ledger) -> {
            if (ledger.traceMillis > 0) {
                Traces.note(command, reply, ledger, turn);
            }
        });
    }

    /** The same for what no user has asked for. */
    static void run(
            ResourceId queue,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard) {
        run(queue, turn, inFifo, inStandard, (reply, ledger) -> {});
    }

    private static Reply run(
            ResourceId queue,
            Turn turn,
            Function<FifoQueue, Reply> inFifo,
            BiFunction<QueueLedger, HeldMessages, Reply> inStandard,
            BiConsumer<Reply, QueueLedger> noted) {
        Optional<QueueLedger> found = QueueLedger.of(turn, queue);
        if (found.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        QueueLedger ledger = found.get();
        if (ledger.settings.isFifo()) {
            FifoQueue fifo = FifoQueue.open(ledger, turn);
            Reply reply = inFifo.apply(fifo);
            fifo.close();
            noted.accept(reply, ledger);
            return reply;
        }
        Reply reply = inStandard.apply(ledger, new HeldMessages(ledger, turn.tx(), turn.nowMillis()));
        ledger.close(turn);
        noted.accept(reply, ledger);
        return reply;
    }

    /** Drops messages whose time is over, a bounded part of them; false when some may be left. */
    static boolean expire(QueueLedger ledger, HeldMessages held, Turn turn) {
        boolean allOver = Lifetimes.expire(ledger, new StandardDepartures(ledger, held, turn.tx()), turn);
        return new Retention(ledger, held, turn.tx(), turn.nowMillis()).expire() && allOver;
    }
}
