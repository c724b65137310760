package io.sluice.node.machine.queue;

import io.sluice.node.command.Attempt;
import io.sluice.node.command.Life;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Mark;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The messages of one FIFO queue during one command: keeps entries, lines, due index and counters in
 * step. A delay is the queue's own, so delayed messages are those from a sequence on, and a changed delay
 * holds for them at once.
 */
final class FifoMessages {
    private static final FifoEntryRow NEVER_RECEIVED = new FifoEntryRow(State.FRESH, 0, 0, 0, 0, 0, 0, 0);

    private final FifoLedger ledger;
    private final FifoGroups groups;
    private final Tx tx;
    private final long nowMillis;

    FifoMessages(FifoLedger ledger, FifoGroups groups, Tx tx, long nowMillis) {
        this.ledger = ledger;
        this.groups = groups;
        this.tx = tx;
        this.nowMillis = nowMillis;
    }

    Optional<FifoEntryRow> get(long sequence) {
        return tx.get(FifoTables.ENTRIES, key(sequence));
    }

    /** The same for who comes from outside: a message whose own time is over is gone, removed or not. */
    Optional<FifoEntryRow> find(long sequence) {
        return get(sequence).filter(row -> !row.life().isOver(nowMillis));
    }

    /** Whether a receipt of that lease still holds its message. */
    boolean holds(FifoEntryRow row, long lease) {
        return row.leases() == lease && row.state() == State.LEASED && row.dueMillis() > nowMillis;
    }

    /** Appends a message; returns its sequence. */
    long append(Outgoing message) {
        Life life = message.ttlMillis().isPresent()
                ? Life.until(nowMillis + message.ttlMillis().getAsLong())
                : Life.PLAIN;
        FifoEntryRow received = life.isLimited() ? NEVER_RECEIVED.in(State.FRESH, 0, life) : NEVER_RECEIVED;
        return append(message.groupId(), new MessageRow(nowMillis, message.payload()), received);
    }

    /**
     * Appends a message that may have been received elsewhere; returns its sequence. It waits for the queue's
     * delay, and one that is behind delayed ones waits with them, for the order.
     */
    long append(String groupName, MessageRow message, FifoEntryRow received) {
        QueueLedger base = ledger.base;
        long sequence = base.nextSequence++;
        base.cursor = base.nextSequence;
        tx.insert(QueueTables.MESSAGES, key(sequence), message);
        FifoGroup group = groups.of(groupName);
        boolean delayed = base.settings.delayMillis() > 0 || base.delayed > 0;
        State state = delayed ? State.DELAYED : State.FRESH;
        FifoEntryRow row = received.entered(state, group.number, nowMillis);
        tx.insert(FifoTables.ENTRIES, key(sequence), delayed ? row : row.between(last(group), 0));
        begin(sequence, row.life());
        if (!delayed) {
            enter(sequence, group);
            return sequence;
        }
        group.delayed++;
        base.delayed++;
        if (base.delayed == 1) {
            ledger.ripe = sequence;
            ledger.ripeSentMillis = nowMillis;
        }
        return sequence;
    }

    /** Puts a message back that has left its group as the first one of it: it is that again, and visible. */
    void restore(long sequence, String groupName, MessageRow message, FifoEntryRow received) {
        FifoGroup group = groups.of(groupName);
        tx.put(QueueTables.MESSAGES, key(sequence), message);
        FifoEntryRow row = received.entered(State.RETURNED, group.number, message.sentMillis());
        giveBack(sequence, row, group, row.life());
        begin(sequence, row.life());
        ledger.oldestFloor = Math.min(ledger.oldestFloor, sequence);
    }

    private void begin(long sequence, Life life) {
        if (life.isLimited()) {
            Lifetimes.begin(ledger.base, tx, life, sequence);
        }
    }

    /** The last fresh message of a group; 0 when there is none. */
    private static long last(FifoGroup group) {
        return group.fresh == 0 ? 0 : group.lastFresh;
    }

    private void enter(long sequence, FifoGroup group) {
        if (group.fresh == 0) {
            group.firstFresh = sequence;
        } else {
            FifoEntryRow last = get(group.lastFresh)
                    .orElseThrow(() -> new IllegalStateException("a group has lost its last: " + group.lastFresh));
            tx.put(FifoTables.ENTRIES, key(group.lastFresh), last.between(last.previous(), sequence));
        }
        group.lastFresh = sequence;
        group.fresh++;
        ledger.base.returned++;
    }

    /** Shows what was delayed for long enough, a bounded number of messages. */
    void ripen() {
        if (ledger.base.delayed == 0 || ledger.ripeMillis() > nowMillis) {
            return;
        }
        long delayMillis = ledger.base.settings.delayMillis();
        List<Keys.InResource> keys = new ArrayList<>();
        List<FifoEntryRow> rows = new ArrayList<>();
        tx.scan(FifoTables.ENTRIES, key(ledger.ripe), key(ledger.base.nextSequence), (key, row) -> {
            if (row.sentMillis() + delayMillis > nowMillis) {
                return false;
            }
            keys.add(key);
            rows.add(row);
            return keys.size() < Limits.SETTLED_PER_TURN_MAX;
        });
        for (int i = 0; i < keys.size(); i++) {
            FifoGroup group = groups.of(rows.get(i).group());
            tx.put(
                    FifoTables.ENTRIES,
                    keys.get(i),
                    rows.get(i).in(State.FRESH, 0).between(last(group), 0));
            group.delayed--;
            ledger.base.delayed--;
            enter(keys.get(i).number(), group);
            passDelayed(keys.get(i).number());
        }
    }

    /** The first delayed message is delayed no more: the next one is the first. */
    private void passDelayed(long sequence) {
        ledger.ripe = sequence + 1;
        ledger.ripeSentMillis = Long.MAX_VALUE;
        if (ledger.base.delayed > 0) {
            // Mostly the next one; but some may have ended before their time.
            get(ledger.ripe).ifPresentOrElse(next -> ledger.ripeSentMillis = next.sentMillis(), this::findDelayed);
        }
    }

    private void findDelayed() {
        tx.scan(FifoTables.ENTRIES, key(ledger.ripe), key(ledger.base.nextSequence), (key, row) -> {
            ledger.ripe = key.number();
            ledger.ripeSentMillis = row.sentMillis();
            return false;
        });
    }

    /** Leases a visible message; returns it as it is then. */
    FifoEntryRow lease(long sequence, FifoEntryRow row, long dueMillis, String consumer) {
        FifoGroup group = groups.of(row.group());
        leave(sequence, row, group);
        ledger.base.returned--;
        FifoEntryRow leased = row.received(nowMillis, dueMillis, consumer);
        if (leased.leases() == 1) {
            // Keys that were never used leave no trace when they go before they are spilled.
            tx.insert(FifoTables.LINES, line(group, State.LEASED, sequence), Mark.MARK);
            tx.insert(QueueTables.DUE, due(dueMillis, sequence), Mark.MARK);
        } else {
            tx.put(FifoTables.LINES, line(group, State.LEASED, sequence), Mark.MARK);
            tx.put(QueueTables.DUE, due(dueMillis, sequence), Mark.MARK);
        }
        hide(sequence, leased, group);
        return leased;
    }

    /**
     * Moves the end of a message's lease, or returns it when the end is now. Who returns it, or says why it is to be
     * hidden for longer, has failed at it.
     */
    void extend(long sequence, FifoEntryRow row, long dueMillis, String reason) {
        FifoGroup group = groups.of(row.group());
        unlease(sequence, row, group);
        boolean returns = dueMillis <= nowMillis;
        Life life = returns || !reason.isEmpty()
                ? row.life().failed(row.failedAt(nowMillis, reason.isEmpty() ? Attempt.RELEASED : reason))
                : row.life();
        if (returns) {
            giveBack(sequence, row, group, life);
        } else {
            tx.put(FifoTables.LINES, line(group, State.LEASED, sequence), Mark.MARK);
            tx.put(QueueTables.DUE, due(dueMillis, sequence), Mark.MARK);
            hide(sequence, row.in(State.LEASED, dueMillis, life), group);
        }
    }

    /** Returns messages whose lease has run out, a bounded number; the rest is left for the next command. */
    void settle() {
        QueueLedger base = ledger.base;
        if (base.dueFloorMillis > nowMillis) {
            return;
        }
        List<Keys.Due> due = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        tx.scan(QueueTables.DUE, due(base.dueFloorMillis, 0), due(Long.MAX_VALUE, -1L), (key, mark) -> {
            if (key.dueMillis() > nowMillis || due.size() == Limits.SETTLED_PER_TURN_MAX) {
                floor[0] = key.dueMillis();
                return false;
            }
            due.add(key);
            return true;
        });
        for (Keys.Due key : due) {
            FifoEntryRow row =
                    get(key.number()).orElseThrow(() -> new IllegalStateException("a due message is gone: " + key));
            FifoGroup group = groups.of(row.group());
            unlease(key.number(), row, group);
            giveBack(key.number(), row, group, row.life().failed(row.failedAt(nowMillis, Attempt.TIMED_OUT)));
        }
        base.dueFloorMillis = floor[0];
    }

    /** Removes a message and all that is known of it. */
    void remove(long sequence, FifoEntryRow row) {
        FifoGroup group = groups.of(row.group());
        tx.delete(FifoTables.ENTRIES, key(sequence));
        tx.delete(QueueTables.MESSAGES, key(sequence));
        if (row.life().isLimited()) {
            Lifetimes.end(ledger.base, tx, row.life(), sequence);
        }
        switch (row.state()) {
            case DELAYED -> {
                group.delayed--;
                ledger.base.delayed--;
                if (sequence == ledger.ripe) {
                    passDelayed(sequence);
                }
            }
            case LEASED -> unlease(sequence, row, group);
            case RETURNED, FRESH -> {
                leave(sequence, row, group);
                ledger.base.returned--;
            }
        }
        if (ledger.messages() == 0) {
            ledger.oldestFloor = ledger.base.nextSequence;
        } else if (sequence == ledger.oldestFloor) {
            ledger.oldestFloor = sequence + 1;
        }
    }

    /** Removes messages of a range; returns what is left of the budget, 0 when more may be there. */
    int drop(long from, long to, int budget) {
        List<Keys.InResource> keys = new ArrayList<>();
        List<FifoEntryRow> rows = new ArrayList<>();
        tx.scan(FifoTables.ENTRIES, key(from), key(to), (key, row) -> {
            keys.add(key);
            rows.add(row);
            return keys.size() < budget;
        });
        for (int i = 0; i < keys.size(); i++) {
            remove(keys.get(i).number(), rows.get(i));
            Traces.expired(keys.get(i).number(), nowMillis, ledger.base, tx);
        }
        return budget - keys.size();
    }

    private void hide(long sequence, FifoEntryRow leased, FifoGroup group) {
        tx.put(FifoTables.ENTRIES, key(sequence), leased);
        group.leased.add(sequence);
        ledger.base.leased++;
        ledger.base.dueFloorMillis = Math.min(ledger.base.dueFloorMillis, leased.dueMillis());
    }

    private void unlease(long sequence, FifoEntryRow row, FifoGroup group) {
        leave(sequence, row, group);
        tx.delete(QueueTables.DUE, due(row.dueMillis(), sequence));
        ledger.base.leased--;
    }

    private void giveBack(long sequence, FifoEntryRow row, FifoGroup group, Life life) {
        tx.put(FifoTables.ENTRIES, key(sequence), row.in(State.RETURNED, 0, life));
        tx.put(FifoTables.LINES, line(group, State.RETURNED, sequence), Mark.MARK);
        group.returned.add(sequence);
        ledger.base.returned++;
    }

    private void leave(long sequence, FifoEntryRow row, FifoGroup group) {
        if (row.state() != State.FRESH) {
            tx.delete(FifoTables.LINES, line(group, row.state(), sequence));
            group.line(row.state()).remove(sequence, row.next());
            return;
        }
        group.fresh--;
        if (sequence != group.firstFresh) {
            unlink(row, group);
            return;
        }
        group.firstFresh = group.fresh == 0 ? 0 : row.next();
        if (group.fresh == 0) {
            group.lastFresh = 0;
        }
    }

    /** A message in the midst of the fresh ones goes before its turn: those beside it are neighbours from now on. */
    private void unlink(FifoEntryRow row, FifoGroup group) {
        FifoEntryRow previous = neighbour(row.previous());
        tx.put(FifoTables.ENTRIES, key(row.previous()), previous.between(previous.previous(), row.next()));
        if (row.next() == 0) {
            group.lastFresh = row.previous();
        } else {
            FifoEntryRow next = neighbour(row.next());
            tx.put(FifoTables.ENTRIES, key(row.next()), next.between(row.previous(), next.next()));
        }
    }

    private FifoEntryRow neighbour(long sequence) {
        return get(sequence)
                .filter(row -> row.state() == State.FRESH)
                .orElseThrow(() -> new IllegalStateException("a fresh message has lost its neighbour: " + sequence));
    }

    private Keys.InResource key(long sequence) {
        return new Keys.InResource(ledger.queue(), sequence);
    }

    private Keys.InLine line(FifoGroup group, State state, long sequence) {
        return new Keys.InLine(ledger.queue(), FifoTables.line(group.number, state), sequence);
    }

    private Keys.Due due(long dueMillis, long sequence) {
        return new Keys.Due(ledger.queue(), dueMillis, sequence);
    }
}
