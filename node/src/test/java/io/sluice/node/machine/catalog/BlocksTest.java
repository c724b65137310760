package io.sluice.node.machine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.AllRows;
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
import io.sluice.node.state.TableId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BlocksTest {
    private static final NodeId NODE = new NodeId("n1");

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;

    private void apply(long millis, List<Command> commands) {
        List<Entry.Item> items = commands.stream()
                .map(command -> new Entry.Item(RequestId.NONE, command))
                .toList();
        store.write(tx -> machine.apply(tx, 1, ++index, new Entry(millis, items)));
    }

    private long names() {
        return store.read(AllRows::counts).getOrDefault(TableId.NAMES, 0L);
    }

    private boolean unblockable(long millis) {
        Reply reply = store.read(view -> machine.query(view, new Query.DescribeCluster(), millis));
        return ((Reply.Cluster) reply).unblockable();
    }

    @Test
    void clearsABoundedNumberPerTurn() {
        int count = Limits.UNBLOCKED_PER_TURN_MAX + 1;
        List<Command> commands = new ArrayList<>();
        commands.add(new CatalogCommand.Form("c", "00", List.of(NODE), 1));
        commands.add(new CatalogCommand.ConfirmReplica(new TabletId(1), NODE));
        for (int i = 1; i <= count; i++) {
            commands.add(new CatalogCommand.Reserve(new ResourceName(ResourceKind.QUEUE, "000000000000", "q" + i)));
            commands.add(new CatalogCommand.Retire(new ResourceId(i)));
            commands.add(new CatalogCommand.Forget(new ResourceId(i)));
        }
        apply(1_000, commands);
        long overMillis = 1_000 + Limits.NAME_BLOCKED_MILLIS;

        assertThat(names()).isEqualTo(count);
        assertThat(unblockable(overMillis - 1)).isFalse();
        assertThat(unblockable(overMillis)).isTrue();
        apply(overMillis, List.of(new CatalogCommand.Unblock()));
        assertThat(names()).isEqualTo(1);
        assertThat(unblockable(overMillis)).isTrue();
        apply(overMillis, List.of(new CatalogCommand.Unblock()));
        assertThat(names()).isZero();
        assertThat(unblockable(overMillis)).isFalse();
    }
}
