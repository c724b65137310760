package io.sluice.node.machine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.ResourceKind;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At most 100 moves are active in an account, as in AWS. */
final class ActiveMovesTest {
    private static final String ACCOUNT = "111111111111";
    private static final Reply FULL =
            new Reply.Rejected(RejectionCode.TOO_MANY_MOVES, Integer.toString(Limits.MOVES_ACTIVE_MAX));

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;
    private long parcels;

    private Reply at(long millis, Command command) {
        Entry entry = new Entry(millis, List.of(new Entry.Item(RequestId.NONE, command)));
        return store.write(tx -> machine.apply(tx, 1, ++index, entry)).replies().get(0);
    }

    private ResourceId queue(String account, String name) {
        Reply.Placed placed =
                (Reply.Placed) at(0, new CatalogCommand.Reserve(new ResourceName(ResourceKind.QUEUE, account, name)));
        at(0, new CatalogCommand.Activate(placed.resource()));
        return placed.resource();
    }

    private Reply reserve(long millis, ResourceId queue) {
        return at(millis, new CatalogCommand.ReserveMove(queue));
    }

    private void tell(long millis, ResourceId queue, boolean active) {
        at(millis, new TabletCommand.Accept(new TabletId(1), ++parcels, List.of(new Parcel.Moving(queue, active))));
    }

    @BeforeEach
    void hundredMoves() {
        at(0, new CatalogCommand.Form("c", "s", List.of(new NodeId("n1")), 1));
        at(0, new CatalogCommand.ConfirmReplica(new TabletId(1), new NodeId("n1")));
        for (int i = 0; i < Limits.MOVES_ACTIVE_MAX; i++) {
            assertThat(reserve(1, queue(ACCOUNT, "q" + i))).isEqualTo(Reply.Done.DONE);
        }
    }

    @Test
    void theHundredAndFirstIsRefused() {
        assertThat(reserve(2, queue(ACCOUNT, "one-more"))).isEqualTo(FULL);
        assertThat(reserve(2, queue("222222222222", "one-more"))).isEqualTo(Reply.Done.DONE);
        assertThat(reserve(2, queue(ACCOUNT, "q7"))).isEqualTo(Reply.Done.DONE);
    }

    @Test
    void anotherMayBeginWhenOneHasEnded() {
        ResourceId more = queue(ACCOUNT, "one-more");
        tell(2, queue(ACCOUNT, "q7"), true);
        assertThat(reserve(3, more)).isEqualTo(FULL);
        tell(4, queue(ACCOUNT, "q7"), false);
        assertThat(reserve(5, more)).isEqualTo(Reply.Done.DONE);
    }

    @Test
    void aPlaceOfWhichNothingIsHeardIsFreeAfterAMinute() {
        ResourceId more = queue(ACCOUNT, "one-more");
        long end = 1 + Limits.MOVE_RESERVED_MILLIS;
        tell(2, queue(ACCOUNT, "q7"), true);
        assertThat(reserve(end - 1, more)).isEqualTo(FULL);
        assertThat(reserve(end, more)).isEqualTo(Reply.Done.DONE);
        for (int i = 0; i < Limits.MOVES_ACTIVE_MAX - 2; i++) {
            assertThat(reserve(end, queue(ACCOUNT, "r" + i))).isEqualTo(Reply.Done.DONE);
        }
        assertThat(reserve(end, queue(ACCOUNT, "last"))).isEqualTo(FULL);
    }
}
