package io.sluice.node.leader;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import java.util.ArrayList;
import java.util.List;

/**
 * What looks have found for one step of a move that picks. Messages that are in flight are named too, for the move must
 * know that it passes them over, but only visible ones use up what may leave: so looks go on for as many visible ones
 * as may, or until there is enough to say in one command.
 *
 * @param visible how many of the messages were visible
 */
record PickedSoFar(Reply.Pick pick, List<Long> sequences, int visible, BrowseCursor next, boolean more, long scanned) {
    PickedSoFar {
        sequences = List.copyOf(sequences);
    }

    PickedSoFar(Reply.Pick pick) {
        this(pick, List.of(), 0, pick.picking().cursor(), true, 0);
    }

    /** How many messages the next look may name. */
    int wanted() {
        return pick.most() - visible;
    }

    PickedSoFar with(Reply.Browsed seen) {
        List<Long> all = new ArrayList<>(sequences);
        seen.messages().forEach(message -> all.add(message.sequence()));
        int found = (int) seen.messages().stream()
                .filter(message -> message.state() == BrowsedState.VISIBLE)
                .count();
        return new PickedSoFar(pick, all, visible + found, seen.next(), seen.more(), scanned + seen.scanned());
    }

    boolean isEnough() {
        return !more
                || visible >= pick.most()
                || sequences.size() >= Limits.PICKED_PER_STEP_MAX
                || scanned >= Limits.BROWSE_SCANNED_MAX
                || next.reaches(pick.picking().pass().until());
    }

    QueueCommand.MovePicked command(ResourceId resource) {
        return new QueueCommand.MovePicked(
                resource, pick.number(), pick.picking().cursor(), sequences, next, more, scanned);
    }
}
