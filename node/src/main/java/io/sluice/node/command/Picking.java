package io.sluice.node.command;

import java.util.List;

/**
 * How a move picks messages, and how far it is.
 *
 * @param filter which ones; what cannot be taken is passed over, and tried again in the next pass
 * @param cursor everything before it was looked at in this pass
 * @param scanned how many messages were looked at, in all passes
 * @param done true when nothing is left to look at
 * @param targets names of queues that messages went to, the first {@code PICK_TARGETS_MAX}
 * @param pass the present time through the queue
 */
public record Picking(
        BrowseFilter filter, BrowseCursor cursor, long scanned, boolean done, List<String> targets, PickPass pass) {
    public Picking {
        targets = List.copyOf(targets);
    }

    /** Begins to pick among the messages before a place. */
    public static Picking begin(BrowseFilter filter, BrowseCursor until, long nowMillis) {
        return new Picking(filter, BrowseCursor.START, 0, false, List.of(), PickPass.first(until, nowMillis));
    }

    /** The same when nothing is left to do. */
    public Picking ended() {
        return new Picking(filter, cursor, scanned, true, targets, pass);
    }

    /** The same from its beginning once more, not before a log time. */
    public Picking again(long atMillis) {
        return new Picking(filter, BrowseCursor.START, scanned, false, targets, pass.again(atMillis));
    }
}
