package io.sluice.node.raft;

import io.sluice.node.command.Entry;
import io.sluice.node.machine.Effect;
import io.sluice.node.model.TabletId;
import java.util.List;

/**
 * Hears what becomes of the tablets of this node. Calls for one tablet come one at a time and in
 * order, on threads of the consensus engine: they must not block.
 */
public interface TabletListener {
    /** This node leads the tablet in a term, and its state reflects all that was committed before. */
    void leaderReady(TabletId tablet, long term);

    /** This node no longer leads the tablet, if it ever did. */
    void leaderLost(TabletId tablet);

    /** Entries were applied on this replica; {@code leading} tells whether it leads the tablet. */
    void applied(TabletId tablet, List<Effect> effects, boolean leading);

    /**
     * An entry with these commands is about to be proposed: tells what may join it. Unlike the other
     * calls it may come at any time and on any thread that proposes.
     */
    List<Rider> riders(TabletId tablet, List<Entry.Item> entry);

    /** The tablet's state was replaced by a snapshot. */
    void installed(TabletId tablet);
}
