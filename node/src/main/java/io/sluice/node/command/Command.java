package io.sluice.node.command;

import io.sluice.node.model.ResourceId;
import java.util.Optional;

/**
 * All that the log can carry. A command is logged, not its outcome: every replica applies it to the
 * same state at the same moment and so comes to the same rows (ADR 0004).
 */
public sealed interface Command permits CatalogCommand, QueueCommand, ScheduleCommand, TabletCommand {
    /** Calls the case of the command's family. */
    <R> R match(Cases<R> cases);

    /** The resource whose next visible message the command waits for, when it is one that may wait. */
    default Optional<ResourceId> polls() {
        return Optional.empty();
    }

    /** True for a command that may wait but may also have its answer already, whatever is visible now. */
    default boolean repeats() {
        return false;
    }

    /** How many messages a command that may wait asks for; 0 for all others. */
    default int wanted() {
        return 0;
    }

    /** The resource that the command brings messages to, when it does. */
    default Optional<ResourceId> feeds() {
        return Optional.empty();
    }

    /** How many messages it brings that may be visible at once; 0 for a command that brings none. */
    default int fed() {
        return 0;
    }

    /** One method per family of commands. */
    interface Cases<R> {
        /** Names, placement and the pool of tablets. */
        R catalog(CatalogCommand command);

        /** What happens to one queue. */
        R queue(QueueCommand command);

        /** What one queue sends later. */
        R schedule(ScheduleCommand command);

        /** What any tablet understands. */
        R tablet(TabletCommand command);
    }
}
