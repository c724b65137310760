package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Query;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Sieve;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One look through the messages of a queue, in the order of their sequences: that of a message never changes, so
 * a cursor is a number for each space of them. What has been held has a row that says so; the rest is visible.
 */
final class Browsing {
    private final Query.Browse query;
    private final Look look;
    private final QueueLedger ledger;
    private final Sighting sighting;

    private Browsing(Query.Browse query, Look look, QueueLedger ledger, Sieve sieve, Optional<GraveCount> graves) {
        this.query = query;
        this.look = look;
        this.ledger = ledger;
        this.sighting = new Sighting(query, look, sieve, graves);
    }

    static Reply answer(Query.Browse query, Look look, Sieve.Maker sieves) {
        return answer(query, look, sieves, Optional.empty());
    }

    /** The same, but dead letters are counted and not shown. */
    static Reply count(Query.Graves query, Look look, Sieve.Maker sieves) {
        return answer(query.look(), look, sieves, Optional.of(new GraveCount()));
    }

    private static Reply answer(Query.Browse query, Look look, Sieve.Maker sieves, Optional<GraveCount> graves) {
        Optional<QueueLedger> ledger = QueueLedger.of(look.view(), query.queue());
        if (ledger.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        return sieves.make(query.filter())
                .<Reply>map(sieve -> new Browsing(query, look, ledger.get(), sieve, graves).run())
                .orElseGet(() -> new Reply.Rejected(RejectionCode.EXPRESSION_INVALID, ""));
    }

    private Reply run() {
        BrowseCursor from = query.newest().isPresent()
                ? Newest.begin(ledger, look.view(), query.newest().getAsLong())
                : query.from();
        long arrivedEnd = ledger.arrivalsNext;
        long lateEnd = ledger.nextDelayed;
        long prompt = ledger.settings.isFifo() ? entries(from.prompt(), ledger.nextSequence) : prompt(from.prompt());
        long arrived = held(QueueTables.ARRIVED_SPACE, from.arrived(), arrivedEnd);
        long late = held(QueueTables.DELAYED_SPACE, from.late(), lateEnd);
        boolean more = prompt < ledger.nextSequence || arrived < arrivedEnd || late < lateEnd;
        return sighting.reply(new BrowseCursor(prompt, arrived, late), more);
    }

    /** Messages of a standard queue that were visible at once: before its cursor all are held, from it on none is. */
    private long prompt(long from) {
        // What expired before the first span is gone; its tombstones need not be passed.
        long begin = Math.max(from, ledger.prompt.first());
        long at = begin < ledger.cursor ? held(0, begin, ledger.cursor) : begin;
        return at < ledger.cursor || sighting.enough() ? at : fresh(at);
    }

    private long fresh(long from) {
        if (!query.filter().wants(BrowsedState.VISIBLE)) {
            return ledger.nextSequence;
        }
        long[] at = {from};
        look.view().scan(QueueTables.MESSAGES, key(from), key(ledger.nextSequence), (key, row) -> {
            if (sighting.see(key.number(), Standing.FRESH, row)) {
                at[0] = key.number() + 1;
            }
            return !sighting.enough();
        });
        return sighting.enough() ? at[0] : Math.max(from, ledger.nextSequence);
    }

    /** Messages of a standard queue that are held: from a place in a space to another. */
    private long held(long space, long from, long end) {
        return steps(
                space,
                from,
                end,
                (first, last, step) -> look.view()
                        .scan(
                                QueueTables.HELD,
                                first,
                                last,
                                (key, row) -> step.add(key.number(), Standing.of(row, look.nowMillis()))));
    }

    /** Messages of a FIFO queue, of which each has a row. */
    private long entries(long asked, long end) {
        long from = Math.max(asked, FifoLedger.of(look.view(), ledger).oldestFloor);
        long delayMillis = ledger.settings.delayMillis();
        return steps(
                0,
                from,
                end,
                (first, last, step) -> look.view()
                        .scan(
                                FifoTables.ENTRIES,
                                first,
                                last,
                                (key, row) -> step.add(key.number(), Standing.of(row, delayMillis, look.nowMillis()))));
    }

    private long steps(long space, long from, long end, Reader reader) {
        long at = from;
        while (at < end && !sighting.enough()) {
            Step step = new Step();
            reader.read(key(space | at), key(space | end), step);
            step.judge();
            boolean last = step.sequences.size() < Limits.BROWSE_STEP;
            at = last && step.passed == step.sequences.size() ? end : step.next(space, at);
        }
        return at;
    }

    private Keys.InResource key(long sequence) {
        return new Keys.InResource(ledger.queue, sequence);
    }

    /** Reads what is known of a bounded number of messages. */
    private interface Reader {
        void read(Keys.InResource first, Keys.InResource last, Step step);
    }

    /** A bounded number of messages whose standing is known, and which are read only if that is wanted. */
    private final class Step {
        private final List<Long> sequences = new ArrayList<>();
        private final List<Standing> standings = new ArrayList<>();
        private int wanted;
        private int passed;

        boolean add(long sequence, Standing standing) {
            sequences.add(sequence);
            standings.add(standing);
            wanted += isWanted(standing) ? 1 : 0;
            return sequences.size() < Limits.BROWSE_STEP;
        }

        /** Few are looked up one by one; of many, those between are cheaper to read over than to seek past. */
        void judge() {
            if (wanted > 0 && wanted >= sequences.size() / 4) {
                long end = sequences.get(sequences.size() - 1) + 1;
                look.view().scan(QueueTables.MESSAGES, key(sequences.get(0)), key(end), (key, row) -> {
                    passUnwanted(key.number());
                    return take(key.number(), row);
                });
                passUnwanted(end);
                return;
            }
            while (passed < sequences.size() && !sighting.enough()) {
                long sequence = sequences.get(passed);
                if (isWanted(standings.get(passed))) {
                    MessageRow row = look.view()
                            .get(QueueTables.MESSAGES, key(sequence))
                            .orElseThrow(() -> new IllegalStateException("a held message is not there: " + sequence));
                    take(sequence, row);
                } else {
                    pass();
                }
            }
        }

        private boolean isWanted(Standing standing) {
            return query.filter().wants(standing.state());
        }

        private void passUnwanted(long before) {
            while (passed < sequences.size()
                    && !sighting.enough()
                    && Long.compareUnsigned(sequences.get(passed), before) < 0) {
                pass();
            }
        }

        private void pass() {
            sighting.pass();
            passed++;
        }

        private boolean take(long sequence, MessageRow row) {
            if (sighting.enough() || passed == sequences.size() || sequences.get(passed) != sequence) {
                return !sighting.enough();
            }
            if (!isWanted(standings.get(passed))) {
                pass();
            } else if (sighting.see(sequence, standings.get(passed), row)) {
                passed++;
            }
            return !sighting.enough();
        }

        /** The place after the last message that was passed. */
        long next(long space, long before) {
            return passed == 0 ? before : (sequences.get(passed - 1) ^ space) + 1;
        }
    }
}
