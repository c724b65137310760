package io.sluice.node.machine.queue;

import io.sluice.node.machine.Turn;
import io.sluice.node.state.Tx;

/** A FIFO queue and its parts, during one command. */
record FifoQueue(
        FifoLedger ledger,
        FifoGroups groups,
        FifoMessages messages,
        FifoMemory memory,
        Retention retention,
        Turn turn) {
    static FifoQueue open(QueueLedger base, Turn turn) {
        Tx tx = turn.tx();
        FifoLedger ledger = FifoLedger.of(tx, base);
        FifoGroups groups = new FifoGroups(ledger, tx);
        FifoMessages messages = new FifoMessages(ledger, groups, tx, turn.nowMillis());
        return new FifoQueue(
                ledger,
                groups,
                messages,
                new FifoMemory(ledger, tx, turn.nowMillis()),
                new Retention(base, messages::drop, tx, turn.nowMillis()),
                turn);
    }

    /** Does what is due, each a bounded part of it; false when messages past their retention may be left. */
    boolean settle() {
        boolean allOver = Lifetimes.expire(ledger.base, new FifoDepartures(this, turn.tx()), turn);
        boolean allDropped = retention.expire() && allOver;
        messages.settle();
        messages.ripen();
        groups.wake();
        memory.forget();
        return allDropped;
    }

    /** Stores what the command changed and hints what the queue has to give. */
    void close() {
        groups.save();
        memory.save();
        ledger.close(turn);
    }
}
