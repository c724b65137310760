package io.sluice.node.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.LaneRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Bounds on moves that scripts are too small for. */
final class MoveBoundsTest {
    private static final ResourceId DEAD = new ResourceId(1);
    private static final ResourceId ORDERS = new ResourceId(2);
    private static final ResourceId AWAY = new ResourceId(3);
    private static final TabletId FAR = new TabletId(9);

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;

    private Reply at(long millis, Command command) {
        Entry entry = new Entry(millis, List.of(new Entry.Item(RequestId.NONE, command)));
        return store.write(tx -> machine.apply(tx, 1, ++index, entry)).replies().get(0);
    }

    private void ordersWithDeadLetters(int count, int bytes) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("RedrivePolicy", "of the edge");
        at(0, new QueueCommand.Create(DEAD, "dead", new TreeMap<>(), new TreeMap<>()));
        at(
                0,
                new QueueCommand.Create(
                        ORDERS,
                        "orders",
                        attributes,
                        new TreeMap<>(),
                        Optional.of(new QueueCommand.Redrive(DEAD, FAR, 1, "dead"))));
        for (int i = 0; i < count; i++) {
            at(1, send(ORDERS, bytes));
        }
        at(2, receive());
    }

    private static Command send(ResourceId queue, int bytes) {
        return new QueueCommand.Send(
                queue, List.of(new QueueCommand.Outgoing(new Bytes(new byte[bytes]), 1, OptionalLong.empty())));
    }

    private static Command receive() {
        return new QueueCommand.Receive(ORDERS, 10, OptionalLong.of(0), true);
    }

    private long visible(ResourceId queue) {
        Reply reply = store.read(view -> machine.query(view, new Query.DescribeQueue(queue), 0));
        return ((Reply.QueueDescribed) reply).visible();
    }

    @Test
    void aTurnStopsAfterAMebibyteOfDeadLetters() {
        ordersWithDeadLetters(3, Limits.MOVED_BYTES_PER_TURN_MAX);

        at(3, receive());
        assertThat(visible(DEAD)).isEqualTo(1);
        at(4, receive());
        assertThat(visible(DEAD)).isEqualTo(2);
    }

    @Test
    void aTurnGoesOnUntilAMebibyteOfDeadLetters() {
        ordersWithDeadLetters(3, Limits.MOVED_BYTES_PER_TURN_MAX - 1);

        at(3, receive());
        assertThat(visible(DEAD)).isEqualTo(2);
    }

    @Test
    void aMovePausesWhenItsLaneIsFull() {
        at(0, new QueueCommand.Create(DEAD, "dead", new TreeMap<>(), new TreeMap<>()));
        for (int i = 0; i < 3; i++) {
            at(0, send(DEAD, 1));
        }
        lane(Limits.LANE_PARCELS_MAX);
        at(1, new QueueCommand.StartMove(DEAD, Optional.of(new QueueCommand.Destination(ORDERS, FAR, "orders")), 0));

        at(1_000, new TabletCommand.MoveOn(DEAD));
        assertThat(visible(DEAD)).isEqualTo(2);
        at(2_000, new TabletCommand.MoveOn(DEAD));
        assertThat(visible(DEAD)).isEqualTo(2);
    }

    @Test
    void aRedriveWaitsAtTheFirstMessageWhoseLaneIsFull() {
        ordersWithDeadLetters(3, 1);
        at(3, receive());
        lane(Limits.LANE_PARCELS_MAX);
        at(
                4,
                new QueueCommand.StartMove(
                        DEAD,
                        Optional.of(new QueueCommand.Destination(AWAY, FAR, "away")),
                        0,
                        Optional.of(
                                new BrowseFilter(List.of(), "", 0, Long.MAX_VALUE, "", Optional.of(Selection.DEAD)))));

        at(1_000, picked(BrowseCursor.START, 1, 2, 3));
        assertThat(visible(DEAD)).isEqualTo(2);
        BrowseCursor second = new BrowseCursor(1, 2, 1);
        lane(1);
        at(1_500, picked(second, 2, 3));
        assertThat(visible(DEAD)).isEqualTo(2);
        at(2_000, picked(second, 2, 3));
        assertThat(visible(DEAD)).isZero();
    }

    private void lane(long next) {
        store.write(tx -> {
            tx.put(TabletTables.LANES, new Keys.OfNumber(FAR.value()), new LaneRow(1, next));
            return true;
        });
    }

    private static Command picked(BrowseCursor from, long... arrived) {
        List<Long> sequences = LongStream.of(arrived)
                .map(number -> QueueTables.ARRIVED_SPACE | number)
                .boxed()
                .toList();
        return new QueueCommand.MovePicked(DEAD, 1, from, sequences, new BrowseCursor(1, 4, 1), false, arrived.length);
    }
}
