package io.sluice.node.machine;

import io.sluice.node.model.ResourceId;

/**
 * A hint from the machine to the tablet's leader. Losing one costs time, never correctness: what it
 * says can be read from the state.
 */
public sealed interface Effect {
    /**
     * How much a resource has to give after an entry; of several for one resource the last counts.
     *
     * @param visible how many can be had now
     * @param limited true when more is there and a limit of the resource keeps it back
     * @param dueMillis log time before which nothing more becomes visible or expires; {@link Long#MAX_VALUE} if
     *     nothing will
     * @param waitMillis how long the resource's polls wait unless they say otherwise
     */
    record Level(ResourceId resource, long visible, boolean limited, long dueMillis, long waitMillis)
            implements Effect {}

    /** A resource is gone: parked polls should end. */
    record Gone(ResourceId resource) implements Effect {}

    /** The catalog's rows changed. */
    record CatalogChanged() implements Effect {}
}
