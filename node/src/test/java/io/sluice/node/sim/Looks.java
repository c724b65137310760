package io.sluice.node.sim;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Query;
import io.sluice.node.command.Selection;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What clients ask for that changes nothing, drawn from chance. */
final class Looks {
    private static final int BYTES_MAX = 1 << 20;

    private final Chance chance;

    Looks(Chance chance) {
        this.chance = chance;
    }

    Query one(ResourceId queue) {
        int what = chance.below(100);
        if (what < 30) {
            return new Query.DescribeQueue(queue);
        }
        if (what < 55) {
            return new Query.Peek(queue);
        }
        if (what < 75) {
            return browse(queue);
        }
        if (what < 80) {
            return new Query.Trace(queue, queue, 1 + chance.below(60));
        }
        if (what < 85) {
            return new Query.ListGroups(queue, Optional.empty(), 0, 1 + chance.below(10));
        }
        if (what < 90) {
            return new Query.DescribeDelivery(queue);
        }
        return what < 95 ? new Query.ListTags(queue) : new Query.Graves(browse(queue));
    }

    private Query.Browse browse(ResourceId queue) {
        List<BrowsedState> states =
                chance.percent(50) ? List.of() : List.of(chance.one(List.of(BrowsedState.values())));
        BrowseFilter filter = new BrowseFilter(
                states,
                chance.percent(70) ? "" : chance.one(Workload.GROUPS),
                chance.percent(80) ? 0 : chance.below(20_000),
                Long.MAX_VALUE,
                "",
                chance.percent(90) ? Optional.empty() : Optional.of(Selection.DEAD));
        return new Query.Browse(
                queue,
                filter,
                BrowseCursor.START,
                chance.percent(70) ? OptionalLong.empty() : OptionalLong.of(1 + chance.below(20)),
                1 + chance.below(20),
                BYTES_MAX,
                1 + chance.below(100));
    }
}
