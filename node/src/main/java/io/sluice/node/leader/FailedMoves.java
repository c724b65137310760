package io.sluice.node.leader;

import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Replicas that did not take a lead when they should. They are left alone for some rounds, so that one that cannot does
 * not keep all other leads where they are. Touched by one thread only.
 */
final class FailedMoves {
    /** Other moves get their two rounds twice meanwhile; a replica that was only late is so no more. */
    static final int ROUNDS = 5;

    private final Map<Heir, Integer> left = new HashMap<>();

    /** A replica that should have taken the lead. */
    private record Heir(TabletId tablet, NodeId node) {}

    /** Notes a move that did not come about. */
    void note(Balance.Move move) {
        left.put(new Heir(move.tablet(), move.to()), ROUNDS);
    }

    /** Takes those that are left alone from the nodes that may take the lead of each tablet; once in each round. */
    void leaveOut(Map<TabletId, Set<NodeId>> caughtUp) {
        left.keySet()
                .forEach(heir -> caughtUp.computeIfPresent(heir.tablet(), (tablet, nodes) -> {
                    nodes.remove(heir.node());
                    return nodes;
                }));
        left.replaceAll((heir, rounds) -> rounds - 1);
        left.values().removeIf(rounds -> rounds == 0);
    }
}
