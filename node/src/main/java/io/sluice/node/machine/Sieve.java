package io.sluice.node.machine;

import io.sluice.node.command.BrowseEntry;
import io.sluice.node.command.BrowseFilter;
import java.util.Optional;

/**
 * Judges messages by what is sealed in them, which the rules themselves never open. Only queries have one, so it
 * need not be deterministic.
 */
@FunctionalInterface
public interface Sieve {
    /** Whether a message stays; the look is at that log time. */
    Verdict judge(BrowseEntry message, long nowMillis);

    /** What is found. */
    enum Verdict {
        /** It is one of those. */
        KEPT,
        /** It is none. */
        LEFT,
        /** It cannot be said. */
        FAILED
    }

    /** Makes sieves of filters. */
    @FunctionalInterface
    interface Maker {
        /** Only of filters that ask nothing of what is sealed. */
        Maker UNSEALED =
                filter -> filter.group().isEmpty() && filter.expression().isEmpty()
                        ? Optional.of((message, nowMillis) -> Verdict.KEPT)
                        : Optional.empty();

        /** The sieve of a filter; empty when its expression makes no sense. */
        Optional<Sieve> make(BrowseFilter filter);
    }
}
