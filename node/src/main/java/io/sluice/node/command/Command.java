package io.sluice.node.command;

/**
 * All that the log can carry. A command is logged, not its outcome: every replica applies it to the
 * same state at the same moment and so comes to the same rows (ADR 0004).
 */
public sealed interface Command permits CatalogCommand, QueueCommand, TabletCommand {
    /** Calls the case of the command's family. */
    <R> R match(Cases<R> cases);

    /** One method per family of commands. */
    interface Cases<R> {
        /** Names, placement and the pool of tablets. */
        R catalog(CatalogCommand command);

        /** What happens to one queue. */
        R queue(QueueCommand command);

        /** What any tablet understands. */
        R tablet(TabletCommand command);
    }
}
