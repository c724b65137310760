package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Reply;
import io.sluice.node.leader.Balance.Move;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.peer.v1.StatusResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Leads are spread over the nodes that can serve, and over no others. */
final class BalanceTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Set<NodeId> ALL = new TreeSet<>(Set.of(N1, N2, N3));

    @Test
    void aLeadMovesFromWhoHasTwoMore() {
        assertThat(next(leaders(N1, N1, N2), Set.of())).contains(new Move(new TabletId(0), N1, N3));
        assertThat(next(leaders(N1, N2, N3, N3), Set.of())).isEmpty();
    }

    @Test
    void aNodeThatIsNotFitGivesEveryLeadAndGetsNone() {
        assertThat(next(leaders(N1, N2, N3), Set.of(N2))).contains(new Move(new TabletId(1), N2, N1));
        assertThat(next(leaders(N1, N1, N3, N3), Set.of(N2))).isEmpty();
    }

    @Test
    void drainedNodesAndThoseWhoseDiskIsNearlyFullAreNotFit() {
        StatusResponse well = StatusResponse.getDefaultInstance();
        StatusResponse full = StatusResponse.newBuilder().setDiskLow(true).build();

        assertThat(CatalogDuties.unfit(
                        List.of(new Reply.Member(N1, true), new Reply.Member(N2, false), new Reply.Member(N3, false)),
                        Map.of(N2, full, N3, well)))
                .containsExactly(N1, N2);
    }

    @Test
    void aReplicaThatDidNotTakeALeadIsLeftAloneForSomeRoundsAndAnotherTakesIt() {
        FailedMoves failed = new FailedMoves();
        failed.note(new Move(new TabletId(0), N1, N2));

        List<Optional<Move>> moves = IntStream.rangeClosed(0, FailedMoves.ROUNDS)
                .mapToObj(round -> {
                    Map<TabletId, Set<NodeId>> caughtUp = new HashMap<>(
                            Map.of(new TabletId(0), new TreeSet<>(ALL), new TabletId(1), new TreeSet<>(ALL)));
                    failed.leaveOut(caughtUp);
                    return Balance.next(leaders(N1, N1), ALL, Set.of(N1), caughtUp);
                })
                .toList();

        assertThat(moves.subList(0, FailedMoves.ROUNDS)).containsOnly(Optional.of(new Move(new TabletId(1), N1, N2)));
        assertThat(moves.get(FailedMoves.ROUNDS)).contains(new Move(new TabletId(0), N1, N2));
    }

    private static Optional<Move> next(SortedMap<TabletId, NodeId> leaders, Set<NodeId> unfit) {
        Map<TabletId, Set<NodeId>> caughtUp = leaders.keySet().stream().collect(Collectors.toMap(t -> t, t -> ALL));
        return Balance.next(leaders, ALL, unfit, caughtUp);
    }

    private static SortedMap<TabletId, NodeId> leaders(NodeId... nodes) {
        SortedMap<TabletId, NodeId> leaders = new TreeMap<>();
        for (int i = 0; i < nodes.length; i++) {
            leaders.put(new TabletId(i), nodes[i]);
        }
        return leaders;
    }
}
