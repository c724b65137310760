package io.sluice.node.machine;

import io.sluice.node.command.Withheld;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;

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
     * @param withheld why nothing can be had, though something is there; a poll that gets nothing is told
     */
    record Level(ResourceId resource, long visible, boolean limited, long dueMillis, long waitMillis, Withheld withheld)
            implements Effect {
        /** Nothing is kept back without an error. */
        public Level(ResourceId resource, long visible, boolean limited, long dueMillis, long waitMillis) {
            this(resource, visible, limited, dueMillis, waitMillis, Withheld.NOTHING);
        }
    }

    /** A resource is gone: parked polls should end. */
    record Gone(ResourceId resource) implements Effect {}

    /** Parcels wait in the outbox for a tablet. */
    record Outgoing(TabletId to) implements Effect {}

    /**
     * A move out of a resource goes on.
     *
     * @param nextMillis log time before which it does nothing; {@link Long#MAX_VALUE} when it waits for
     *     parcels to be taken, or has ended
     */
    record Moving(ResourceId resource, long nextMillis) implements Effect {}

    /**
     * A resource has schedules.
     *
     * @param nextMillis log time before which none is due; {@link Long#MAX_VALUE} when there is none
     */
    record Scheduled(ResourceId resource, long nextMillis) implements Effect {}

    /** The catalog's rows changed. */
    record CatalogChanged() implements Effect {}
}
