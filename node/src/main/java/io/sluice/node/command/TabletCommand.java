package io.sluice.node.command;

import io.sluice.node.model.ResourceId;

/** Commands that any tablet understands, whatever lives on it. */
public sealed interface TabletCommand extends Command {
    @Override
    default <R> R match(Cases<R> cases) {
        return cases.tablet(this);
    }

    /** Removes every row of a resource; removing one that is not there succeeds. */
    record DropResource(ResourceId resource) implements TabletCommand {}

    /** Does bounded clean-up that is due: settles expired leases, drops what is past its retention. */
    record Sweep(ResourceId resource) implements TabletCommand {}
}
