package io.sluice.node.leader;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Decides which lead to move next so that leads stay spread evenly over the nodes that may lead. */
final class Balance {
    private Balance() {}

    /** A lead to move. */
    record Move(TabletId tablet, NodeId from, NodeId to) {}

    /**
     * The next move, if any.
     *
     * @param leaders who leads each tablet
     * @param live nodes that answer
     * @param unfit nodes that shall lead nothing
     * @param caughtUp by tablet, the nodes whose replica is close enough to take over at once
     */
    static Optional<Move> next(
            SortedMap<TabletId, NodeId> leaders,
            Set<NodeId> live,
            Set<NodeId> unfit,
            Map<TabletId, Set<NodeId>> caughtUp) {
        SortedMap<NodeId, List<TabletId>> led = new TreeMap<>();
        live.forEach(node -> led.put(node, new ArrayList<>()));
        leaders.forEach((tablet, node) ->
                led.computeIfAbsent(node, any -> new ArrayList<>()).add(tablet));
        Function<NodeId, List<TabletId>> ledBy = node -> led.getOrDefault(node, List.of());
        List<NodeId> able = live.stream()
                .filter(node -> !unfit.contains(node))
                .sorted(Comparator.<NodeId>comparingInt(
                                node -> ledBy.apply(node).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<NodeId> giving = led.keySet().stream()
                .filter(live::contains)
                .sorted(Comparator.<NodeId, Boolean>comparing(node -> !unfit.contains(node))
                        .thenComparing(node -> -ledBy.apply(node).size()))
                .toList();
        for (NodeId from : giving) {
            for (NodeId to : able) {
                boolean gains = unfit.contains(from)
                        || ledBy.apply(from).size() - ledBy.apply(to).size() >= 2;
                if (!gains || from.equals(to)) {
                    continue;
                }
                for (TabletId tablet : ledBy.apply(from)) {
                    if (caughtUp.getOrDefault(tablet, Set.of()).contains(to)) {
                        return Optional.of(new Move(tablet, from, to));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
