package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.command.TraceEvent.Kind;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TraceArrivalRow;
import io.sluice.node.state.queue.TraceLogRow;
import io.sluice.node.state.queue.TraceStateRow;
import io.sluice.node.state.queue.TraceTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What befell the messages of queues that keep it: one row for each thing that was done to a message by a
 * command, kept as long as the queue says. What only time does, such as the end of a lease, is no event: the
 * event before says when. A purge is one event, whatever it empties. Each new event has up to two that are too old
 * forgotten.
 */
final class Traces {
    private static final int FORGOTTEN_PER_EVENT = 2;

    private Traces() {}

    /** Notes what a command has done to messages. A queue that keeps no traces is not asked this. */
    static void note(QueueCommand command, Reply reply, QueueLedger ledger, Turn turn) {
        if (command instanceof QueueCommand.Send && reply instanceof Reply.Sent sent) {
            for (Reply one : sent.messages()) {
                if (one instanceof Reply.SentOne message
                        && !message.replayed()
                        && isNew(message.sequence(), ledger, turn)) {
                    note(message.sequence(), event(Kind.SENT, 0, 0, "", turn), ledger, turn);
                }
            }
        } else if (command instanceof QueueCommand.Receive receive && reply instanceof Reply.Received received) {
            long untilMillis =
                    turn.nowMillis() + receive.visibilityMillis().orElseGet(ledger.settings::visibilityMillis);
            for (Reply.ReceivedOne one : received.messages()) {
                note(
                        one.sequence(),
                        event(Kind.LEASED, one.lease(), untilMillis, receive.consumer(), turn),
                        ledger,
                        turn);
            }
        } else if (command instanceof QueueCommand.ChangeVisibility change && reply instanceof Reply.Settled settled) {
            hidden(change, settled, ledger, turn);
        } else if (command instanceof QueueCommand.Purge && reply.equals(Reply.Done.DONE)) {
            note(TraceTables.EVERY_MESSAGE, event(Kind.PURGED, 0, 0, "", turn), ledger, turn);
        }
    }

    private static void hidden(
            QueueCommand.ChangeVisibility change, Reply.Settled settled, QueueLedger ledger, Turn turn) {
        for (int i = 0; i < settled.receipts().size(); i++) {
            if (settled.receipts().get(i) instanceof Reply.Rejected) {
                continue;
            }
            QueueCommand.Hiding hiding = change.hidings().get(i);
            boolean shows = hiding.visibilityMillis() == 0;
            note(
                    hiding.receipt().sequence(),
                    event(
                            shows ? Kind.RELEASED : Kind.EXTENDED,
                            hiding.receipt().lease(),
                            shows ? 0 : turn.nowMillis() + hiding.visibilityMillis(),
                            change.reason(),
                            turn),
                    ledger,
                    turn);
        }
    }

    /** Whether the message is here no more after it. */
    private static boolean isEnd(Kind kind) {
        return switch (kind) {
            case DELETED, DEAD_LETTERED, MOVED, PURGED, EXPIRED -> true;
            case SENT, SCHEDULED, ARRIVED, LEASED, EXTENDED, RELEASED -> false;
        };
    }

    /** A repeated send of a FIFO queue has the sequence of the first, of which nothing may be kept any more. */
    private static boolean isNew(long sequence, QueueLedger ledger, Turn turn) {
        return events(turn.tx(), ledger.queue, sequence).isEmpty()
                && turn.tx()
                        .get(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence))
                        .filter(message -> message.sentMillis() == turn.nowMillis())
                        .isPresent();
    }

    /** A schedule has sent a message. */
    static void scheduled(long sequence, String id, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis > 0) {
            note(sequence, event(Kind.SCHEDULED, 0, 0, id, turn), ledger, turn);
        }
    }

    /** The rest of a batch was given back, and this of it. */
    static void released(long sequence, long lease, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis > 0) {
            note(sequence, event(Kind.RELEASED, lease, 0, "", turn), ledger, turn);
        }
    }

    /** A receipt has deleted its message: the answer does not tell that from one that found nothing to delete. */
    static void deleted(QueueCommand.Receipt receipt, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis == 0) {
            return;
        }
        String who = events(turn.tx(), ledger.queue, receipt.sequence()).values().stream()
                .filter(event -> event.kind() == Kind.LEASED && event.lease() == receipt.lease())
                .map(TraceEvent::who)
                .findFirst()
                .orElse("");
        note(receipt.sequence(), event(Kind.DELETED, receipt.lease(), 0, who, turn), ledger, turn);
    }

    /** A message has gone because its time was over: its own, or that of its queue. */
    static void expired(long sequence, long millis, QueueLedger ledger, Tx tx) {
        if (ledger.traceMillis > 0) {
            note(sequence, new TraceEvent(Kind.EXPIRED, millis, 0, 0, ""), "", ledger, tx);
        }
    }

    /** A message was discarded by hand. */
    static void discarded(long sequence, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis > 0) {
            note(sequence, event(Kind.DELETED, 0, 0, "skip", turn), ledger, turn);
        }
    }

    /** A message has left the queue. */
    static void left(Letter letter, Kind kind, String to, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis == 0) {
            return;
        }
        Origin origin = letter.origin();
        String identity = TraceTables.identity(origin.queue().value(), origin.sequence());
        OptionalLong sequence = sequence(turn.tx(), ledger.queue, origin.queue(), origin.sequence(), identity);
        if (sequence.isPresent()) {
            note(sequence.getAsLong(), event(kind, 0, 0, to, turn), ledger, turn);
        }
    }

    /** The sequence here of a message that may have been sent to another queue. */
    private static OptionalLong sequence(
            View view, ResourceId queue, ResourceId originQueue, long originSequence, String identity) {
        Optional<TraceArrivalRow> arrival = view.get(TraceTables.ARRIVALS, new Keys.TextIn(queue, identity));
        if (arrival.isPresent()) {
            return OptionalLong.of(arrival.get().sequence());
        }
        return originQueue.equals(queue) ? OptionalLong.of(originSequence) : OptionalLong.empty();
    }

    /** A message has come under a sequence of its own: a move has brought it, or it is back in its place. */
    static void came(long sequence, String from, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis > 0) {
            note(sequence, event(Kind.ARRIVED, 0, 0, from, turn), ledger, turn);
        }
    }

    /** A message has come that is the one it was, such as a dead letter. What was kept of it here before goes on. */
    static void arrived(long sequence, Origin origin, String from, QueueLedger ledger, Turn turn) {
        if (ledger.traceMillis == 0) {
            return;
        }
        String identity = TraceTables.identity(origin.queue().value(), origin.sequence());
        sequence(turn.tx(), ledger.queue, origin.queue(), origin.sequence(), identity)
                .ifPresent(before -> goOn(before, sequence, ledger.queue, turn.tx()));
        turn.tx().put(TraceTables.ARRIVALS, new Keys.TextIn(ledger.queue, identity), new TraceArrivalRow(sequence));
        note(sequence, event(Kind.ARRIVED, 0, 0, from, turn), identity, ledger, turn.tx());
    }

    /** What was kept of a message under the sequence that it had is now kept under another. */
    private static void goOn(long before, long sequence, ResourceId queue, Tx tx) {
        events(tx, queue, before).forEach((number, event) -> {
            tx.delete(TraceTables.EVENTS, new Keys.InLine(queue, before, number));
            tx.insert(TraceTables.EVENTS, new Keys.InLine(queue, sequence, number), event);
            // The newest arrival alone is that by which the message is found.
            tx.put(TraceTables.LOG, new Keys.InResource(queue, number), new TraceLogRow(event.millis(), sequence, ""));
        });
    }

    /** Forgets all traces of a queue. */
    static void drop(ResourceId queue, Tx tx) {
        Keys.OfResource key = new Keys.OfResource(queue);
        if (tx.get(TraceTables.STATES, key).isPresent()) {
            ResourceId next = new ResourceId(queue.value() + 1);
            tx.deleteRange(TraceTables.EVENTS, new Keys.InLine(queue, 0, 0), new Keys.InLine(next, 0, 0));
            tx.deleteRange(TraceTables.LOG, new Keys.InResource(queue, 0), new Keys.InResource(next, 0));
            tx.deleteRange(TraceTables.ARRIVALS, new Keys.TextIn(queue, ""), new Keys.TextIn(next, ""));
            tx.delete(TraceTables.STATES, key);
        }
    }

    /** Answers what befell a message of a queue, by its identity. */
    static Reply query(Query.Trace query, Look look) {
        Optional<QueueLedger> ledger = QueueLedger.of(look.view(), query.queue());
        if (ledger.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        String identity = TraceTables.identity(query.originQueue().value(), query.originSequence());
        OptionalLong sequence =
                sequence(look.view(), query.queue(), query.originQueue(), query.originSequence(), identity);
        long fromMillis = look.nowMillis() - ledger.get().traceMillis;
        List<TraceEvent> events =
                sequence.isPresent() ? story(look.view(), query.queue(), sequence.getAsLong()) : List.of();
        return new Reply.Traced(
                ledger.get().traceMillis > 0,
                events.stream().filter(event -> event.millis() >= fromMillis).toList());
    }

    /** All that befell a message. The first purge since then has ended what nothing else had ended before. */
    private static List<TraceEvent> story(View view, ResourceId queue, long sequence) {
        SortedMap<Long, TraceEvent> events = events(view, queue, sequence);
        List<TraceEvent> story = new ArrayList<>(events.values());
        if (!events.isEmpty()
                && events.size() < Limits.TRACED_EVENTS_MAX
                && !isEnd(story.get(story.size() - 1).kind())) {
            events(view, queue, TraceTables.EVERY_MESSAGE, events.lastKey(), 1)
                    .forEach((number, purge) -> story.add(purge));
        }
        return story;
    }

    private static SortedMap<Long, TraceEvent> events(View view, ResourceId queue, long sequence) {
        return events(view, queue, sequence, 0, Limits.TRACED_EVENTS_MAX);
    }

    /** Events by number, so many after a number. */
    private static SortedMap<Long, TraceEvent> events(
            View view, ResourceId queue, long sequence, long after, int most) {
        SortedMap<Long, TraceEvent> events = new TreeMap<>();
        view.scan(
                TraceTables.EVENTS,
                new Keys.InLine(queue, sequence, after + 1),
                new Keys.InLine(queue, sequence, -1L),
                (key, event) -> {
                    events.put(key.number(), event);
                    return events.size() < most;
                });
        return events;
    }

    private static TraceEvent event(Kind kind, long lease, long untilMillis, String who, Turn turn) {
        return new TraceEvent(kind, turn.nowMillis(), lease, untilMillis, who);
    }

    private static void note(long sequence, TraceEvent event, QueueLedger ledger, Turn turn) {
        note(sequence, event, "", ledger, turn.tx());
    }

    private static void note(long sequence, TraceEvent event, String origin, QueueLedger ledger, Tx tx) {
        Keys.OfResource key = new Keys.OfResource(ledger.queue);
        TraceStateRow state = tx.get(TraceTables.STATES, key).orElse(TraceStateRow.EMPTY);
        tx.insert(TraceTables.EVENTS, new Keys.InLine(ledger.queue, sequence, state.next()), event);
        tx.insert(
                TraceTables.LOG,
                new Keys.InResource(ledger.queue, state.next()),
                new TraceLogRow(ledger.nowMillis, sequence, origin));
        long floor = forget(state.floor(), ledger, tx);
        tx.put(TraceTables.STATES, key, new TraceStateRow(state.next() + 1, floor));
    }

    /** Forgets a few events that are too old; gives the first that is kept. */
    private static long forget(long from, QueueLedger ledger, Tx tx) {
        long floor = from;
        for (int i = 0; i < FORGOTTEN_PER_EVENT; i++) {
            Keys.InResource key = new Keys.InResource(ledger.queue, floor);
            Optional<TraceLogRow> old =
                    tx.get(TraceTables.LOG, key).filter(row -> row.millis() < ledger.nowMillis - ledger.traceMillis);
            if (old.isEmpty()) {
                break;
            }
            tx.delete(TraceTables.LOG, key);
            tx.delete(
                    TraceTables.EVENTS, new Keys.InLine(ledger.queue, old.get().sequence(), floor));
            if (!old.get().origin().isEmpty()) {
                tx.delete(
                        TraceTables.ARRIVALS,
                        new Keys.TextIn(ledger.queue, old.get().origin()));
            }
            floor++;
        }
        return floor;
    }
}
