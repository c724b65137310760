package io.sluice.node.command;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.util.List;

/**
 * A tablet of the cluster, as the catalog knows it.
 *
 * @param ready true when every member has made its replica
 * @param confirmed the members that have
 */
public record KnownTablet(TabletId tablet, boolean ready, List<NodeId> confirmed, long resources) {
    public KnownTablet {
        confirmed = List.copyOf(confirmed);
    }
}
