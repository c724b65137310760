package io.sluice.node.machine.queue;

import io.sluice.node.command.MoveEntry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Sieve;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MoveRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Answers what is asked about a queue, without changing it. */
public final class QueueQueries {
    private final Sieve.Maker sieves;

    /** Answers that know what is sealed in messages as far as these sieves do. */
    public QueueQueries(Sieve.Maker sieves) {
        this.sieves = sieves;
    }

    /** Messages as they lie in the queue. */
    public Reply browse(Query.Browse query, Look look) {
        return Browsing.answer(query, look, sieves);
    }

    /** Dead letters by reason and queue. */
    public Reply graves(Query.Graves query, Look look) {
        return Browsing.count(query, look, sieves);
    }

    /** Attributes and counters; leases and delays that have run out count as visible, settled or not. */
    public Reply describe(Query.DescribeQueue query, Look look) {
        return QueueLedger.of(look.view(), query.queue())
                .map(ledger -> ledger.settings.isFifo()
                        ? FifoQueries.described(FifoLedger.of(look.view(), ledger), look)
                        : described(ledger, look))
                .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, ""));
    }

    /** Whether a receive would find something. */
    public Reply peek(Query.Peek query, Look look) {
        return QueueLedger.of(look.view(), query.resource())
                .<Reply>map(ledger -> {
                    long due = firstDue(ledger, look.view());
                    if (ledger.settings.isFifo()) {
                        return FifoQueries.peek(FifoLedger.of(look.view(), ledger), look, due);
                    }
                    return ledger.readiness(
                            ledger.available() > 0, Math.min(due, ledger.openMillis()), look.nowMillis());
                })
                .orElseGet(() -> new Reply.Readiness(false, false, Long.MAX_VALUE, 0));
    }

    /** The moves out of a queue that are remembered, newest first. */
    public Reply listMoves(Query.ListMoves query, Look look) {
        if (QueueLedger.of(look.view(), query.queue()).isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        List<MoveEntry> moves = new ArrayList<>();
        Moves.kept(look.view(), query.queue())
                .forEach((number, row) -> moves.add(
                        0,
                        new MoveEntry(
                                number,
                                row.state(),
                                row.destination()
                                        .map(QueueCommand.Destination::name)
                                        .orElse(""),
                                row.perSecond(),
                                row.startedMillis(),
                                row.toMove(),
                                row.moved(),
                                row.failure(),
                                row.picking())));
        return new Reply.Moves(moves);
    }

    /** The moves that are under way on this tablet. */
    public List<Reply.Moving> moving(Look look) {
        List<Reply.Moving> moving = new ArrayList<>();
        look.view()
                .scan(
                        QueueTables.RUNNING_MOVES,
                        new Keys.OfResource(new ResourceId(0)),
                        new Keys.OfResource(new ResourceId(-1L)),
                        (key, running) -> {
                            MoveRow row = Moves.get(look.view(), key.resource(), running.number())
                                    .orElseThrow();
                            moving.add(new Reply.Moving(key.resource(), Moves.nextMillis(row)));
                            return true;
                        });
        return moving;
    }

    /** What befell a message. */
    public Reply trace(Query.Trace query, Look look) {
        return Traces.query(query, look);
    }

    /** The message groups of a FIFO queue, a page of them. */
    public Reply listGroups(Query.ListGroups query, Look look) {
        return GroupQueries.list(query, look);
    }

    /** How a queue gives its messages. */
    public Reply describeDelivery(Query.DescribeDelivery query, Look look) {
        return DeliveryRules.describe(query, look);
    }

    /** All tags. */
    public Reply listTags(Query.ListTags query, Look look) {
        return look.view()
                .get(QueueTables.SETTINGS, new Keys.OfResource(query.queue()))
                .<Reply>map(row -> new Reply.Tags(row.tags()))
                .orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, ""));
    }

    private static Reply described(QueueLedger ledger, Look look) {
        long[] unsettled = new long[2];
        if (ledger.dueFloorMillis <= look.nowMillis()) {
            look.view()
                    .scan(
                            QueueTables.DUE,
                            new Keys.Due(ledger.queue, ledger.dueFloorMillis, 0),
                            new Keys.Due(ledger.queue, look.nowMillis() + 1, 0),
                            (key, mark) -> {
                                boolean delayed = look.view()
                                        .get(QueueTables.HELD, new Keys.InResource(ledger.queue, key.number()))
                                        .map(row -> row.state() == HeldRow.State.DELAYED)
                                        .orElseThrow();
                                unsettled[delayed ? 1 : 0]++;
                                return true;
                            });
        }
        Lapsed lapsed = Lapsed.of(ledger, look);
        return new Reply.QueueDescribed(
                ledger.settings.row().name(),
                ledger.settings.row().attributes(),
                ledger.settings.row().createdMillis(),
                ledger.settings.row().modifiedMillis(),
                ledger.visible() + unsettled[0] + unsettled[1] - lapsed.visible(),
                ledger.leased - unsettled[0] - lapsed.inFlight(),
                ledger.delayed - unsettled[1] - lapsed.delayed(),
                oldestMillis(ledger, look.view()),
                ledger.keys.count(),
                ledger.withheld(look.nowMillis()));
    }

    private static long firstDue(QueueLedger ledger, View view) {
        if (ledger.dueFloorMillis == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long[] first = {Long.MAX_VALUE};
        view.scan(
                QueueTables.DUE,
                new Keys.Due(ledger.queue, ledger.dueFloorMillis, 0),
                new Keys.Due(ledger.queue, Long.MAX_VALUE, -1L),
                (key, mark) -> {
                    first[0] = key.dueMillis();
                    return false;
                });
        return first[0];
    }

    /** Sent time of the oldest message, whatever its state; 0 when there is none. */
    private static long oldestMillis(QueueLedger ledger, View view) {
        long prompt = firstSent(ledger, view, 1, ledger.cursor, ledger.nextSequence > ledger.cursor);
        // What expired before the first span is gone; its tombstones need not be passed.
        long lateFirst = ledger.late.first() == 0 ? QueueTables.DELAYED_SPACE : ledger.late.first();
        long late = firstSent(ledger, view, lateFirst, -1L, false);
        BinaryOperator<Long> earlier = (one, other) -> one == 0 ? other : other == 0 ? one : Math.min(one, other);
        return earlier.apply(earlier.apply(prompt, late), firstArrivedMillis(ledger, view));
    }

    private static long firstArrivedMillis(QueueLedger ledger, View view) {
        long[] first = {0};
        if (ledger.arrivalsCount > 0) {
            view.scan(
                    QueueTables.ARRIVALS,
                    new Keys.Due(ledger.queue, ledger.arrivalsFloorMillis, 0),
                    new Keys.Due(ledger.queue, Long.MAX_VALUE, -1L),
                    (key, mark) -> {
                        first[0] = key.dueMillis();
                        return false;
                    });
        }
        return first[0];
    }

    private static long firstSent(QueueLedger ledger, View view, long from, long to, boolean freshAtEnd) {
        long[] first = {freshAtEnd ? to : 0};
        ResourceId queue = ledger.queue;
        view.scan(QueueTables.HELD, new Keys.InResource(queue, from), new Keys.InResource(queue, to), (key, row) -> {
            first[0] = key.number();
            return false;
        });
        return first[0] == 0
                ? 0
                : view.get(QueueTables.MESSAGES, new Keys.InResource(queue, first[0]))
                        .map(row -> row.sentMillis())
                        .orElse(0L);
    }
}
