package io.sluice.node.sim;

import io.sluice.node.command.Letter;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Redriven;
import io.sluice.node.command.Selection;
import io.sluice.node.sim.TabletRows.Placed;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.MoveRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges redrives, what takes them back, and dead letters whose own time was over. It knows what each redrive was asked
 * for, and which messages were there when it began; how a redrive finds and moves them it does not know.
 */
final class RedriveJudge {
    private final Map<Selection.Redrive, Begun> begun = new HashMap<>();
    private final Map<String, Placed> placed = new HashMap<>();
    private final Map<String, Parcel.Message> sent = new HashMap<>();
    private final Map<List<Object>, Long> last = new HashMap<>();
    private final Set<String> takenBack = new HashSet<>();
    int redriven;
    int undone;
    int completed;
    int passes;

    /** A redrive that was asked for: what it picks, and the messages that it must not leave unless it says so. */
    private record Begun(Selection selection, Set<Keys.InResource> there) {}

    /** A redrive out of a queue has begun, in an entry before which these messages were there. */
    void begins(QueueCommand.StartMove command, long number, Optional<TabletRows> before) {
        command.picks().ifPresent(filter -> {
            Set<Keys.InResource> there = new HashSet<>();
            before.ifPresent(rows -> rows.messages.forEach((key, message) -> {
                if (key.resource().equals(command.queue()) && !message.life().isLimited()) {
                    there.add(key);
                }
            }));
            begun.put(
                    new Selection.Redrive(command.queue(), number),
                    new Begun(filter.selection().orElseThrow(), there));
        });
    }

    /** What one tablet has after an entry. */
    void applied(TabletRows after, Optional<TabletRows> before) {
        begun.forEach((redrive, known) -> {
            if (after.states.containsKey(redrive.queue())) {
                known.there.retainAll(after.messages.keySet());
            }
        });
        after.moves.forEach((key, move) -> {
            Optional<MoveRow> was = before.flatMap(rows -> Optional.ofNullable(rows.moves.get(key)));
            passes += was.filter(one -> beginsAgain(one, move)).isPresent() ? 1 : 0;
            if (move.state() == MoveState.COMPLETED
                    && was.filter(one -> one.state() == MoveState.COMPLETED).isEmpty()) {
                ended(new Selection.Redrive(key.resource(), key.number()), move, after);
            }
        });
        after.messages.forEach((key, message) -> placed.put(message.body(), message));
        after.outbox.stream()
                .filter(one -> before.isEmpty() || before.get().outbox.stream().noneMatch(one::equals))
                .forEach(one -> sent.put(one.body(), one.parcel()));
    }

    private static boolean beginsAgain(MoveRow before, MoveRow after) {
        return before.picking().isPresent()
                && after.picking()
                        .filter(one -> one.pass().notBeforeMillis()
                                > before.picking().orElseThrow().pass().notBeforeMillis())
                        .isPresent();
    }

    /** What a redrive has not passed over it has moved. */
    private void ended(Selection.Redrive redrive, MoveRow move, TabletRows after) {
        Optional<Begun> known = Optional.ofNullable(begun.get(redrive));
        if (known.isEmpty() || move.picking().isEmpty()) {
            return;
        }
        completed++;
        if (move.picking().get().pass().passedOver() > 0) {
            return;
        }
        for (Keys.InResource key : known.get().there) {
            Placed message = Optional.ofNullable(after.messages.get(key)).orElseThrow();
            Origin identity = message.origin().orElseGet(() -> Origin.at(key.resource(), key.number()));
            Rule.REDRIVES.holds(
                    !known.get().selection.takes(identity, message.redriven(), message.leases()),
                    "a redrive that has ended moved what it was to: ",
                    redrive,
                    " ",
                    key,
                    " ",
                    message);
        }
    }

    /**
     * What came into a queue by a redrive, or back from one. True when it is a dead letter again as it was, so that its
     * identity is the one before.
     */
    boolean newlyPlaced(Keys.InResource key, Placed message) {
        message.redriven().ifPresentOrElse(what -> brought(key, message, what), () -> {
            boolean byRedrive = Optional.ofNullable(sent.remove(message.body()))
                    .filter(parcel -> parcel.picked() && parcel.to().equals(key.resource()))
                    .isPresent();
            Rule.Q10_MOVE_CONSERVATION.holds(
                    !byRedrive || message.origin().isPresent(), "what a redrive brought can be taken back: ", message);
        });
        return comesBack(message);
    }

    private void brought(Keys.InResource key, Placed message, Redriven what) {
        redriven++;
        Letter letter = what.letter();
        Optional.ofNullable(begun.get(what.by())).ifPresent(known -> {
            Rule.REDRIVES.holds(
                    known.selection.takes(letter.origin(), Optional.empty(), letter.leases()),
                    "a redrive moves what it was asked to move: ",
                    known.selection,
                    " ",
                    letter);
        });
        Rule.Q10_MOVE_CONSERVATION.holds(
                Optional.ofNullable(placed.get(message.body()))
                        .flatMap(Placed::origin)
                        .filter(letter.origin()::equals)
                        .isPresent(),
                "what was redriven knows what it was: ",
                message);
        letter.place().ifPresent(place -> {
            List<Object> line = List.of(what.by(), key.resource(), place.group());
            long before = last.getOrDefault(line, 0L);
            Rule.F2_FIRST_IN_ORDER.holds(before < place.sequence(), "a redrive keeps the order of a group: ", message);
            last.put(line, place.sequence());
        });
    }

    private boolean comesBack(Placed message) {
        Optional<Placed> was = Optional.ofNullable(placed.get(message.body()));
        Optional<Letter> letter = was.flatMap(Placed::redriven).map(Redriven::letter);
        boolean same = letter.filter(one -> message.origin().equals(Optional.of(one.origin())))
                .isPresent();
        if (!same) {
            return false;
        }
        undone++;
        takenBack.add(message.body());
        Rule.Q10_MOVE_CONSERVATION.holds(
                was.orElseThrow().leases() == 0, "only what nobody has received is taken back: ", was.orElseThrow());
        Rule.Q10_MOVE_CONSERVATION.holds(
                message.leases() == letter.orElseThrow().leases(),
                "it is the dead letter that it was: ",
                message,
                letter.orElseThrow());
        return true;
    }

    /** Whether a message was taken back once, so that it stands behind dead letters that were sent after it. */
    boolean wasTakenBack(String body) {
        return takenBack.contains(body);
    }
}
