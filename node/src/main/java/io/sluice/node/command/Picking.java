package io.sluice.node.command;

import java.util.List;

/**
 * How a move picks messages, and how far it is.
 *
 * @param filter which ones; what is not visible is passed over
 * @param cursor everything before it was looked at
 * @param scanned how many messages were looked at
 * @param done true when nothing is left to look at
 * @param targets names of queues that messages went to, the first {@code PICK_TARGETS_MAX}
 */
public record Picking(BrowseFilter filter, BrowseCursor cursor, long scanned, boolean done, List<String> targets) {
    public Picking {
        targets = List.copyOf(targets);
    }
}
