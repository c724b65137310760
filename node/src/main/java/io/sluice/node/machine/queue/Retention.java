package io.sluice.node.machine.queue;

import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.QueueStateRow.Spans;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.SpanRow;

/**
 * Drops messages that are older than their queue keeps them. Sequences rise with log time, so the
 * messages of a second or more are one span with one expiry, and a span that nobody received goes
 * as a range: a message expires up to a second late and never early. A queue that keeps traces has
 * them go one by one, for each is told of.
 */
final class Retention {
    private final QueueLedger ledger;
    private final Dropper dropper;
    private final Tx tx;
    private final long nowMillis;

    /** Removes messages that are known one by one. */
    interface Dropper {
        /** Removes those of a range; returns what is left of the budget, 0 when more may be there. */
        int drop(long from, long to, int budget);

        /** Removes expired messages that came from other queues; returns what is left of the budget. */
        default int dropArrivals(int budget) {
            return budget;
        }
    }

    Retention(QueueLedger ledger, Dropper dropper, Tx tx, long nowMillis) {
        this.ledger = ledger;
        this.dropper = dropper;
        this.tx = tx;
        this.nowMillis = nowMillis;
    }

    /** Notes that the next message of a space is sent now. */
    Spans sent(Spans spans, long sequence) {
        if (spans.first() != 0 && nowMillis - spans.lastMillis() < Limits.EXPIRY_SPAN_MILLIS) {
            return spans;
        }
        tx.insert(QueueTables.SPANS, key(sequence), new SpanRow(nowMillis));
        return spans.first() == 0
                ? new Spans(sequence, nowMillis, nowMillis)
                : new Spans(spans.first(), spans.firstMillis(), nowMillis);
    }

    /** Notes that a message is back which was sent before all others of its space. It stays as long as those do. */
    Spans restored(Spans spans, long sequence) {
        if (spans.first() != 0 && spans.first() <= sequence) {
            return spans;
        }
        long firstMillis = spans.first() == 0 ? nowMillis : spans.firstMillis();
        tx.put(QueueTables.SPANS, key(sequence), new SpanRow(firstMillis));
        return new Spans(sequence, firstMillis, spans.first() == 0 ? nowMillis : spans.lastMillis());
    }

    /** Drops spans that have expired, as far as the bound on one turn allows. Returns whether that was all. */
    boolean expire() {
        int budget = dropper.dropArrivals(Limits.SETTLED_PER_TURN_MAX);
        if (budget <= 0) {
            return false;
        }
        while (expired(ledger.prompt)) {
            long end = nextSpan(ledger.prompt.first(), ledger.nextSequence);
            budget = dropper.drop(ledger.prompt.first(), end, budget);
            if (budget <= 0) {
                return false;
            }
            if (ledger.cursor < end) {
                budget = dropFresh(Math.max(ledger.cursor, ledger.prompt.first()), end, budget);
                if (budget <= 0) {
                    return false;
                }
            }
            ledger.prompt = dropSpan(ledger.prompt, end, end == ledger.nextSequence);
        }
        while (expired(ledger.late)) {
            long nextLate = QueueTables.DELAYED_SPACE | ledger.nextDelayed;
            long end = nextSpan(ledger.late.first(), nextLate);
            budget = dropper.drop(ledger.late.first(), end, budget);
            if (budget <= 0) {
                return false;
            }
            ledger.late = dropSpan(ledger.late, end, end == nextLate);
        }
        return true;
    }

    /** Drops messages that nobody received, at one go unless each is told of; returns what is left of the budget. */
    private int dropFresh(long from, long end, int budget) {
        if (ledger.traceMillis == 0) {
            clearFresh(from, end);
            return budget;
        }
        long to = Math.min(end, from + budget);
        for (long sequence = from; sequence < to; sequence++) {
            Traces.expired(sequence, nowMillis, ledger, tx);
        }
        clearFresh(from, to);
        return budget - (int) (to - from);
    }

    private void clearFresh(long from, long to) {
        tx.deleteRange(QueueTables.MESSAGES, key(from), key(to));
        ledger.cursor = to;
    }

    private boolean expired(Spans spans) {
        return spans.first() != 0
                && spans.firstMillis() + Limits.EXPIRY_SPAN_MILLIS + ledger.settings.retentionMillis() <= nowMillis;
    }

    /** First sequence of the span after the one that begins at a sequence, or the end of the space. */
    private long nextSpan(long first, long end) {
        long[] next = {end};
        tx.scan(QueueTables.SPANS, key(first + 1), key(end), (key, row) -> {
            next[0] = key.number();
            return false;
        });
        return next[0];
    }

    private Spans dropSpan(Spans spans, long next, boolean last) {
        tx.delete(QueueTables.SPANS, key(spans.first()));
        if (last) {
            return Spans.NONE;
        }
        long nextMillis = tx.get(QueueTables.SPANS, key(next)).orElseThrow().firstMillis();
        return new Spans(next, nextMillis, spans.lastMillis());
    }

    private Keys.InResource key(long sequence) {
        return new Keys.InResource(ledger.queue, sequence);
    }
}
