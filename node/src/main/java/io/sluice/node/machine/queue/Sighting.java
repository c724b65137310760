package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Sieve;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.MessageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one look through a queue has found so far, and whether it has seen enough. */
final class Sighting {
    private final Query.Browse query;
    private final Look look;
    private final Sieve sieve;
    private final Optional<GraveCount> graves;
    private final List<BrowseEntry> messages = new ArrayList<>();
    private long bytes;
    private long scanned;
    private long failed;
    private boolean enough;

    /** Shows messages, or counts them instead. */
    Sighting(Query.Browse query, Look look, Sieve sieve, Optional<GraveCount> graves) {
        this.query = query;
        this.look = look;
        this.sieve = sieve;
        this.graves = graves;
    }

    boolean enough() {
        return enough;
    }

    /** Passes over a message that is not wanted. */
    void pass() {
        count();
    }

    /** Judges a message; false when the answer has no room for it, so that the next look must begin with it. */
    boolean see(long sequence, Standing standing, MessageRow row) {
        // A message whose own time is over is gone, removed or not.
        if (standing.life().isOver(look.nowMillis())
                || !query.filter().wants(Math.max(0, look.nowMillis() - row.sentMillis()))) {
            count();
            return true;
        }
        if (!isSelected(sequence, standing, row)) {
            count();
            return true;
        }
        BrowseEntry one = new BrowseEntry(
                sequence,
                standing.state(),
                standing.receives(),
                standing.firstMillis(),
                standing.lastMillis(),
                standing.dueMillis(),
                standing.state() == BrowsedState.IN_FLIGHT ? standing.life().holder() : "",
                row.sentMillis(),
                row.payload(),
                row.origin(),
                standing.life().endMillis(),
                standing.life().failed(),
                standing.priority());
        switch (sieve.judge(one, look.nowMillis())) {
            case LEFT -> {}
            case FAILED -> failed++;
            case KEPT -> {
                if (graves.isPresent()) {
                    if (!graves.get().add(identity(sequence, row))) {
                        enough = true;
                        return false;
                    }
                    break;
                }
                if (!messages.isEmpty() && bytes + row.payload().size() > query.bytesMax()) {
                    enough = true;
                    return false;
                }
                bytes += row.payload().size();
                messages.add(one);
            }
        }
        count();
        return true;
    }

    private boolean isSelected(long sequence, Standing standing, MessageRow row) {
        return query.filter()
                .selection()
                .map(selection -> selection.takes(identity(sequence, row), row.redriven(), standing.receives()))
                .orElse(true);
    }

    private Origin identity(long sequence, MessageRow row) {
        return row.origin().orElseGet(() -> Origin.at(query.queue(), sequence));
    }

    private void count() {
        scanned++;
        enough |= scanned >= query.scannedMax() || messages.size() >= query.messagesMax();
        if (!enough && scanned % Limits.BROWSE_STEP == 0) {
            enough = !look.goesOn().getAsBoolean();
        }
    }

    Reply reply(BrowseCursor next, boolean more) {
        if (graves.isPresent()) {
            return new Reply.Graves(graves.get().all(), next, more, scanned, failed, look.nowMillis());
        }
        return new Reply.Browsed(messages, next, more, scanned, failed, look.nowMillis());
    }
}
