package io.sluice.node.edge.call;

import io.sluice.node.model.TabletId;
import java.util.Optional;

/** Knows where the leaders of tablets are reached by users. */
@FunctionalInterface
public interface LeaderAddresses {
    /** {@code host:port} of the gRPC face of the node that leads the tablet, as far as is known; cheap. */
    Optional<String> of(TabletId tablet);
}
