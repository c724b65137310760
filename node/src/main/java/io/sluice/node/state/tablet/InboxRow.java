package io.sluice.node.state.tablet;

import java.util.List;

/**
 * What has come from one tablet.
 *
 * @param next sequence of the next parcel that is new; what is below has come
 * @param refused sequences of those that were refused, as long as they may be asked for again
 */
public record InboxRow(long next, List<Long> refused) {
    /** Nothing has come. */
    public static final InboxRow EMPTY = new InboxRow(1, List.of());

    public InboxRow {
        refused = List.copyOf(refused);
    }
}
