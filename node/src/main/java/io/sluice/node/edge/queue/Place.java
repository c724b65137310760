package io.sluice.node.edge.queue;

import io.sluice.node.command.Reply;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;

/** A queue that was found: its name, its number, and the tablet it lives on. */
record Place(ResourceName name, ResourceId queue, TabletId tablet) {
    /** Where the catalog says that a queue is. */
    static Place of(ResourceName name, Reply.Placed placed) {
        return new Place(name, placed.resource(), placed.tablet());
    }

    /** Whether it is a FIFO queue: its name tells. */
    boolean isFifo() {
        return QueueAddresses.isFifo(name.name());
    }
}
