package io.sluice.node.state.catalog;

import io.sluice.node.model.NodeId;
import java.util.List;

/** A tablet: who shall hold it, who has made their replica, how many resources are placed on it. */
public record TabletRow(List<NodeId> members, List<NodeId> confirmed, long resources) {
    public TabletRow {
        members = List.copyOf(members);
        confirmed = List.copyOf(confirmed);
    }

    /** True when every member has made its replica: only then is anything placed on it. */
    public boolean ready() {
        return confirmed.containsAll(members);
    }
}
