package io.sluice.node.machine.queue;

import io.sluice.node.command.Death;
import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand.Redrive;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.RedriveRow;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The messages of one queue that were received as often as its RedrivePolicy allows, during one
 * receive: what would lease such a message again moves it to the dead-letter queue instead (AWS). If
 * that queue lives on this tablet the move is done in the same entry, otherwise the message goes into
 * the outbox in the same entry.
 *
 * <p>A message counts its receives for ever, but a queue counts only its own: a dead letter is given
 * out by its new queue as often as that queue's own policy allows.
 */
final class DeadLetters {
    static final String POLICY = "RedrivePolicy";

    private final QueueLedger ledger;
    private final Turn turn;
    private final Optional<RedriveRow> redrive;
    private int messagesLeft = Limits.MOVED_PER_TURN_MAX;
    private long bytesLeft = Limits.MOVED_BYTES_PER_TURN_MAX;

    DeadLetters(QueueLedger ledger, Turn turn) {
        this.ledger = ledger;
        this.turn = turn;
        // Queues without a policy, which are most, are not asked for the row.
        this.redrive = ledger.settings.row().attributes().containsKey(POLICY)
                ? turn.tx()
                        .get(QueueTables.REDRIVES, new Keys.OfResource(ledger.queue))
                        .filter(row ->
                                !row.rests(turn.nowMillis()) && !row.target().equals(ledger.queue))
                : Optional.empty();
    }

    /**
     * Whether a message that was received so often may be received no more here: its receives in other queues
     * do not count, which only the message can tell.
     */
    boolean suspects(long leases) {
        return redrive.isPresent() && leases >= redrive.get().receivesMax();
    }

    /** Whether there is a queue that dead letters go to. */
    boolean isPossible() {
        return redrive.isPresent();
    }

    /** Whether the next lease of a message that was received so often in this queue would be one too many. */
    boolean takes(long receivedHere) {
        return suspects(receivedHere);
    }

    /** True when this turn has moved as much as it may: the rest waits for the next receive. */
    boolean isFull() {
        return messagesLeft == 0 || bytesLeft <= 0;
    }

    /** Moves a message, such as one that {@link #takes} told. */
    void move(Letter leaving, Death.Cause cause) {
        Letter letter = leaving.dying(cause, turn.nowMillis());
        RedriveRow to = redrive.orElseThrow();
        Traces.left(letter, TraceEvent.Kind.DEAD_LETTERED, "", ledger, turn);
        messagesLeft--;
        bytesLeft -= letter.payload().size();
        String name = ledger.settings.row().name();
        Optional<QueueLedger> here = QueueLedger.of(turn, to.target());
        if (here.isPresent()) {
            arrive(letter, ledger.queue, Origin.HERE, name, here.get(), turn);
        } else {
            turn.send(to.tablet(), new Parcel.Message(ledger.queue, name, to.target(), to.name(), 0, letter));
        }
    }

    /** Puts a dead letter of a queue into another. */
    static void arrive(Letter letter, ResourceId from, TabletId tablet, String name, QueueLedger to, Turn turn) {
        Letter dead =
                letter.plain().from(letter.origin().deadLetterOf(from, tablet, name, letter.leases(), letter.death()));
        comeBack(dead, name, to, turn);
    }

    /** A dead letter that a redrive had taken away is one again, with all that was known of it. */
    static void comeBack(Letter letter, String from, QueueLedger to, Turn turn) {
        if (to.settings.isFifo()) {
            FifoArrivals.dead(letter, to, turn);
        } else {
            new Arrivals(to, turn.tx()).put(letter);
            to.close(turn);
        }
        Traces.arrived(last(to), letter.origin(), from, to, turn);
    }

    /** The message that has arrived last. */
    static long last(QueueLedger to) {
        return to.settings.isFifo() ? to.nextSequence - 1 : QueueTables.ARRIVED_SPACE | (to.arrivalsNext - 1);
    }

    /** Takes over what attributes say of dead letters, if they do, and tells the catalog. */
    static void configure(
            ResourceId queue, SortedMap<String, String> attributes, Optional<Redrive> redrive, Turn turn) {
        if (!attributes.containsKey(POLICY)) {
            return;
        }
        Keys.OfResource key = new Keys.OfResource(queue);
        ResourceId before =
                turn.tx().get(QueueTables.REDRIVES, key).map(RedriveRow::target).orElse(Origin.NOBODY);
        redrive.ifPresentOrElse(
                to -> turn.tx()
                        .put(
                                QueueTables.REDRIVES,
                                key,
                                new RedriveRow(to.target(), to.tablet(), to.receivesMax(), 0, to.name())),
                () -> turn.tx().delete(QueueTables.REDRIVES, key));
        ResourceId after = redrive.map(Redrive::target).orElse(Origin.NOBODY);
        if (!after.equals(before)) {
            turn.send(TabletId.CATALOG, new Parcel.Link(queue, after));
        }
    }

    /** Notes that a queue's dead letters were refused because their target is deleted: they stay for a while. */
    static void refused(ResourceId queue, ResourceId target, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(queue);
        turn.tx()
                .get(QueueTables.REDRIVES, key)
                .filter(row -> row.target().equals(target))
                .ifPresent(row -> turn.tx().put(QueueTables.REDRIVES, key, row.gone(turn.nowMillis())));
    }

    /** The dead letters of a queue go to another one that has the name of their target, which is deleted. */
    static void inherited(ResourceId queue, ResourceId target, ResourceId heir, TabletId tablet, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(queue);
        turn.tx()
                .get(QueueTables.REDRIVES, key)
                .filter(row -> row.target().equals(target))
                .ifPresent(row -> {
                    turn.tx().put(QueueTables.REDRIVES, key, row.to(heir, tablet));
                    turn.send(TabletId.CATALOG, new Parcel.Link(queue, heir));
                });
    }
}
