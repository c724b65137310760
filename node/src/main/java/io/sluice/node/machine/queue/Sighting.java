package io.sluice.node.machine.queue;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Look;
import io.sluice.node.machine.Sieve;
import io.sluice.node.model.Limits;
import io.sluice.node.state.queue.MessageRow;
import java.util.ArrayList;
import java.util.List;

/** What one look through a queue has found so far, and whether it has seen enough. */
final class Sighting {
    private final Query.Browse query;
    private final Look look;
    private final Sieve sieve;
    private final List<BrowseEntry> messages = new ArrayList<>();
    private long bytes;
    private long scanned;
    private long failed;
    private boolean enough;

    Sighting(Query.Browse query, Look look, Sieve sieve) {
        this.query = query;
        this.look = look;
        this.sieve = sieve;
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
                standing.life().failed());
        switch (sieve.judge(one, look.nowMillis())) {
            case LEFT -> {}
            case FAILED -> failed++;
            case KEPT -> {
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

    private void count() {
        scanned++;
        enough |= scanned >= query.scannedMax() || messages.size() >= query.messagesMax();
        if (!enough && scanned % Limits.BROWSE_STEP == 0) {
            enough = !look.goesOn().getAsBoolean();
        }
    }

    Reply.Browsed reply(BrowseCursor next, boolean more) {
        return new Reply.Browsed(messages, next, more, scanned, failed, look.nowMillis());
    }
}
