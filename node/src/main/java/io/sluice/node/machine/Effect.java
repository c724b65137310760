package io.sluice.node.machine;

import io.sluice.node.model.ResourceId;

/**
 * A hint from the machine to the tablet's leader. Losing one costs time, never correctness: what it
 * says can be read from the state.
 */
public sealed interface Effect {
    /** Something became visible in a resource: parked polls should look. */
    record Wake(ResourceId resource) implements Effect {}

    /** Something in a resource becomes due at a log time. */
    record Alarm(ResourceId resource, long dueMillis) implements Effect {}

    /** A resource is gone: parked polls should end. */
    record Gone(ResourceId resource) implements Effect {}

    /** The catalog's rows changed. */
    record CatalogChanged() implements Effect {}
}
