package io.sluice.node.sim;

import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Command;
import io.sluice.node.command.Letter;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How mutants change what is moved. */
final class MoveTampering {
    private MoveTampering() {}

    /** Changes each parcel that is taken. */
    static Command eachParcel(Command command, UnaryOperator<Parcel> change) {
        return command instanceof TabletCommand.Accept accept
                ? new TabletCommand.Accept(
                        accept.from(),
                        accept.first(),
                        accept.parcels().stream().map(change).toList())
                : command;
    }

    /** As if a look had found others. */
    static Command withSequences(QueueCommand.MovePicked picked, List<Long> sequences) {
        return new QueueCommand.MovePicked(
                picked.queue(),
                picked.number(),
                picked.from(),
                sequences,
                picked.next(),
                picked.more(),
                picked.scanned());
    }

    /** A redrive of all dead letters, unless it takes one back. */
    static BrowseFilter whatever(BrowseFilter filter) {
        boolean undoes = filter.selection().flatMap(Selection::broughtBy).isPresent();
        return undoes ? filter : new BrowseFilter(List.of(), "", 0, Long.MAX_VALUE, "", Optional.of(Selection.DEAD));
    }

    /** A parcel of a move that picked nothing. */
    static Parcel unpicked(Parcel parcel) {
        return parcel instanceof Parcel.Message message
                ? new Parcel.Message(
                        message.from(),
                        message.fromName(),
                        message.to(),
                        message.toName(),
                        message.move(),
                        message.letter())
                : parcel;
    }

    /** A parcel that does not tell how its message died. */
    static Parcel withoutStory(Parcel parcel) {
        return parcel instanceof Parcel.Message message
                ? message.with(message.letter().plain())
                : parcel;
    }

    /** A parcel that does not tell the group of its message. */
    static Parcel withoutGroup(Parcel parcel) {
        if (!(parcel instanceof Parcel.Message message)) {
            return parcel;
        }
        Letter letter = message.letter();
        return message.with(new Letter(
                letter.origin(),
                letter.sentMillis(),
                letter.leases(),
                letter.firstReceivedMillis(),
                letter.lastReceivedMillis(),
                letter.payload(),
                Optional.empty(),
                letter.life(),
                letter.death()));
    }
}
