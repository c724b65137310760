package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.Letter;
import io.sluice.node.command.Life;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.LifetimesCount;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that live for a time of their own (ADR 0038): each is in an order by its end as long as it is there, in
 * whatever state. At its end it goes, in flight or not, as it does at the end of its queue's retention; or it goes to
 * the dead letters, where its queue says so.
 */
final class Lifetimes {
    private Lifetimes() {}

    /** How messages leave their queue. */
    interface Exit {
        /** Removes a message and all that is known of it. */
        void remove(long sequence);

        /** The same, with all that is known of it. */
        Letter take(long sequence);
    }

    /** A message that lives for a time of its own is in the queue from now on. */
    static void begin(QueueLedger ledger, Tx tx, Life life, long sequence) {
        tx.put(QueueTables.LIFETIMES, key(ledger, life.endMillis(), sequence), Mark.MARK);
        LifetimesCount count = ledger.lifetimes;
        ledger.lifetimes = new LifetimesCount(count.count() + 1, Math.min(count.floorMillis(), life.endMillis()));
    }

    /** Such a message leaves its queue, for whatever reason. */
    static void end(QueueLedger ledger, Tx tx, Life life, long sequence) {
        tx.delete(QueueTables.LIFETIMES, key(ledger, life.endMillis(), sequence));
        LifetimesCount count = ledger.lifetimes;
        ledger.lifetimes =
                count.count() == 1 ? LifetimesCount.NONE : new LifetimesCount(count.count() - 1, count.floorMillis());
    }

    /** Has messages leave whose time is over, as far as the bounds on one turn allow. Returns whether that was all. */
    static boolean expire(QueueLedger ledger, Exit exit, Turn turn) {
        if (ledger.lifetimes.floorMillis() > turn.nowMillis()) {
            return true;
        }
        List<Keys.Due> over = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        turn.tx()
                .scan(
                        QueueTables.LIFETIMES,
                        key(ledger, ledger.lifetimes.floorMillis(), 0),
                        key(ledger, Long.MAX_VALUE, -1L),
                        (key, mark) -> {
                            if (key.dueMillis() > turn.nowMillis() || over.size() == Limits.SETTLED_PER_TURN_MAX) {
                                floor[0] = key.dueMillis();
                                return false;
                            }
                            over.add(key);
                            return true;
                        });
        DeadLetters deadLetters = new DeadLetters(ledger, turn);
        boolean buries = ledger.settings.buriesExpired() && deadLetters.isPossible();
        for (Keys.Due key : over) {
            if (buries && deadLetters.isFull()) {
                floor[0] = key.dueMillis();
                break;
            }
            if (buries) {
                deadLetters.move(exit.take(key.number()), Death.Cause.EXPIRED);
            } else {
                exit.remove(key.number());
                Traces.expired(key.number(), key.dueMillis(), ledger, turn.tx());
            }
        }
        ledger.lifetimes = new LifetimesCount(ledger.lifetimes.count(), floor[0]);
        return floor[0] > turn.nowMillis();
    }

    /** Forgets all of a queue that is emptied or dropped. */
    static void clear(QueueLedger ledger, Tx tx) {
        if (ledger.lifetimes.count() > 0) {
            tx.deleteRange(QueueTables.LIFETIMES, key(ledger, 0, 0), key(ledger, -1L, -1L));
            ledger.lifetimes = LifetimesCount.NONE;
        }
    }

    private static Keys.Due key(QueueLedger ledger, long endMillis, long sequence) {
        return new Keys.Due(ledger.queue, endMillis, sequence);
    }
}
