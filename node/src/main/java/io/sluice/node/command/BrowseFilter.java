package io.sluice.node.command;

import java.util.List;
import java.util.Optional;

/**
 * Which messages of a queue to look at.
 *
 * @param states those that are wanted; empty: all
 * @param group only messages of this group; empty: of any or none
 * @param ageMillisMin only messages sent at least so long ago
 * @param ageMillisMax only messages sent at most so long ago
 * @param expression only messages of which it is true, in the language of the edge; empty: all
 * @param selection only dead letters, and which; empty: whatever
 */
public record BrowseFilter(
        List<BrowsedState> states,
        String group,
        long ageMillisMin,
        long ageMillisMax,
        String expression,
        Optional<Selection> selection) {
    /** Every message. */
    public static final BrowseFilter ALL = new BrowseFilter(List.of(), "", 0, Long.MAX_VALUE, "");

    /** Messages of any kind. */
    public BrowseFilter(
            List<BrowsedState> states, String group, long ageMillisMin, long ageMillisMax, String expression) {
        this(states, group, ageMillisMin, ageMillisMax, expression, Optional.empty());
    }

    public BrowseFilter {
        states = List.copyOf(states);
    }

    /** Whether messages in that state are wanted. */
    public boolean wants(BrowsedState state) {
        return states.isEmpty() || states.contains(state);
    }

    /** Whether messages of that age are wanted. */
    public boolean wants(long ageMillis) {
        return ageMillisMin <= ageMillis && ageMillis <= ageMillisMax;
    }
}
