package io.sluice.node.golden;

import io.sluice.node.command.Death;
import io.sluice.node.command.MoveEntry;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.PickPass;
import io.sluice.node.command.Picking;
import io.sluice.node.model.ResourceId;
import java.util.function.Function;
import java.util.function.LongFunction;

/** Moves and parcels in the words of a script. */
final class MoveResults {
    private final Function<ResourceId, String> names;
    private final LongFunction<String> times;
    private final Function<Death, String> deaths;

    MoveResults(Function<ResourceId, String> names, LongFunction<String> times, Function<Death, String> deaths) {
        this.names = names;
        this.times = times;
        this.deaths = deaths;
    }

    String move(MoveEntry move) {
        return "move %d %s to '%s' at %d/s since %s: %d of %d%s%s%n"
                .formatted(
                        move.number(),
                        move.state(),
                        move.destination(),
                        move.perSecond(),
                        times.apply(move.startedMillis()),
                        move.moved(),
                        move.toMove(),
                        move.failure().isEmpty() ? "" : ", " + move.failure(),
                        move.picking().map(this::picking).orElse(""));
    }

    String picking(Picking picking) {
        return ", picks from %d/%d/%d, looked at %d%s, went to %s%s"
                .formatted(
                        picking.cursor().prompt(),
                        picking.cursor().arrived(),
                        picking.cursor().late(),
                        picking.scanned(),
                        picking.done() ? ", done" : "",
                        picking.targets(),
                        pass(picking.pass()));
    }

    private String pass(PickPass pass) {
        return (pass.passedOver() == 0 ? "" : ", passed over " + pass.passedOver())
                + (pass.groups().isEmpty() ? "" : " of groups " + pass.groups())
                + (pass.notBeforeMillis() == 0 ? "" : ", not before " + times.apply(pass.notBeforeMillis()));
    }

    String parcel(Parcel parcel) {
        if (parcel instanceof Parcel.Link link) {
            return link.target().equals(Origin.NOBODY)
                    ? names.apply(link.source()) + " has no dead letters"
                    : "dead letters of %s go to %s".formatted(names.apply(link.source()), names.apply(link.target()));
        }
        if (parcel instanceof Parcel.Moving moving) {
            return "a move out of %s has %s"
                    .formatted(names.apply(moving.queue()), moving.active() ? "begun" : "ended");
        }
        Parcel.Message message = (Parcel.Message) parcel;
        return "'%s' received %d times, from %s to %s%s"
                .formatted(
                        Words.text(message.letter().payload()),
                        message.letter().leases(),
                        message.fromName(),
                        names.apply(message.to()),
                        (message.isDeadLetter() ? "" : " by move " + message.move())
                                + (message.picked() ? ", picked" : "")
                                + message.letter().death().map(deaths).orElse(""));
    }
}
