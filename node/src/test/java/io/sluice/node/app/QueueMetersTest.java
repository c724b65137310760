package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is measured of queues, with the real rules upon rows in memory. */
final class QueueMetersTest {
    private static final long MILLIS = 1_700_000_000_000L;
    private static final ResourceId ORDERS = new ResourceId(1);
    private static final ResourceId LINES = new ResourceId(2);

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<ResourceId> led = new ArrayList<>(List.of(ORDERS, LINES));
    private final QueueMeters measured = new QueueMeters(new OneTablet(), () -> MILLIS + 5_000, meters);
    private long index;

    private final class OneTablet implements QueueMeters.Source {
        @Override
        public List<TabletId> tablets() {
            return List.of(new TabletId(1));
        }

        @Override
        public Collection<ResourceId> queues(TabletId tablet) {
            return led;
        }

        @Override
        public Optional<Reply> ask(TabletId tablet, Query query) {
            return Optional.of(store.read(view -> machine.query(view, query, MILLIS)));
        }
    }

    QueueMetersTest() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
        apply(new QueueCommand.Create(ORDERS, "orders", new TreeMap<>(Map.of("InFlightLimit", "2")), new TreeMap<>()));
        apply(new QueueCommand.Create(
                LINES, "lines.fifo", new TreeMap<>(Map.of("FifoQueue", "true")), new TreeMap<>()));
    }

    private void apply(Command command) {
        Entry entry = new Entry(MILLIS, List.of(new Entry.Item(RequestId.NONE, command)));
        var unused = store.write(tx -> machine.apply(tx, 1, ++index, entry));
    }

    private void send(ResourceId queue, String group, int count) {
        for (int i = 0; i < count; i++) {
            apply(new QueueCommand.Send(
                    queue, List.of(new Outgoing(Bytes.EMPTY, 0, OptionalLong.empty(), group, group + i, false))));
        }
    }

    private double gauge(String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    @Test
    void tellsDepthFlightAndAge() {
        send(ORDERS, "", 5);
        apply(new QueueCommand.Receive(ORDERS, 2, OptionalLong.empty(), true));

        measured.measure();

        assertThat(gauge("sluice.queue.messages", "queue", "orders", "state", "visible"))
                .isEqualTo(3);
        assertThat(gauge("sluice.queue.messages", "queue", "orders", "state", "in_flight"))
                .isEqualTo(2);
        assertThat(gauge("sluice.queue.messages", "queue", "orders", "state", "delayed"))
                .isZero();
        assertThat(gauge("sluice.queue.oldest.age", "queue", "orders")).isEqualTo(5);
    }

    @Test
    void tellsTheLimitInFlight() {
        measured.measure();

        assertThat(gauge("sluice.queue.in.flight.limit", "queue", "orders")).isEqualTo(2);
        assertThat(gauge("sluice.queue.in.flight.limit", "queue", "lines.fifo")).isEqualTo(120_000);
    }

    @Test
    void countsWhatParkedGroupsKeepBack() {
        send(LINES, "good", 2);
        send(LINES, "bad", 3);
        apply(new QueueCommand.ChangeGroups(LINES, new GroupChange.Park("bad")));
        send(ORDERS, "customer", 4);
        apply(new QueueCommand.ChangeGroups(ORDERS, new GroupChange.Park("customer")));

        measured.measure();

        assertThat(gauge("sluice.queue.withheld", "queue", "lines.fifo")).isEqualTo(3);
        assertThat(gauge("sluice.queue.withheld", "queue", "orders")).isEqualTo(4);
    }

    @Test
    void forgetsQueuesThatItLeadsNoMore() {
        measured.measure();
        led.remove(ORDERS);

        measured.measure();

        assertThat(meters.find("sluice.queue.oldest.age").tag("queue", "orders").gauge())
                .isNull();
    }
}
