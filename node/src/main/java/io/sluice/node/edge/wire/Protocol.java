package io.sluice.node.edge.wire;

import io.sluice.node.edge.wire.codec.Unreadable;
import io.sluice.node.edge.wire.shape.ServiceModel.Operation;
import io.sluice.node.edge.wire.shape.Structure;
import java.util.Optional;

/** How one request was written, and how its answer is to be. */
sealed interface Protocol permits DocumentProtocol, QueryProtocol {
    /** What the request asks. */
    Structure read(Operation operation) throws Unreadable;

    /**
     * It was done.
     *
     * @param output absent where the operation gives nothing
     */
    Answer success(Operation operation, Optional<Structure> output, String requestId);

    /** It was not. */
    Answer failure(WireFault fault, String requestId);
}
