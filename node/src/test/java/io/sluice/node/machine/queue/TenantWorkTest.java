package io.sluice.node.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.DeliveryLimits;
import io.sluice.node.command.Entry;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.TenantTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a command on a queue of tenants costs does not depend on how many there are, or how much they have. */
final class TenantWorkTest {
    private static final ResourceId QUEUE = new ResourceId(1);
    private static final int MANY = 3_000;

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;
    private long touches;

    TenantWorkTest() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
        apply(new QueueCommand.Create(QUEUE, "q", new TreeMap<>(), new TreeMap<>()));
    }

    private Reply apply(Command command) {
        Entry entry = new Entry(1_700_000_000_000L, List.of(new Entry.Item(RequestId.NONE, command)));
        return store.write(tx -> {
            CountingTx counting = new CountingTx(tx);
            Reply reply = machine.apply(counting, 1, ++index, entry).replies().get(0);
            touches = counting.touches();
            return reply;
        });
    }

    private void send(String tenant, int count) {
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new Outgoing(Bytes.EMPTY, 0, OptionalLong.empty(), tenant, "", false));
        }
        apply(new QueueCommand.Send(QUEUE, messages));
    }

    private List<Reply.ReceivedOne> receive(int max) {
        Command command = new QueueCommand.Receive(QUEUE, max, OptionalLong.empty(), true);
        return ((Reply.Received) apply(command)).messages();
    }

    private void delete(List<Reply.ReceivedOne> messages) {
        apply(new QueueCommand.Delete(
                QUEUE,
                messages.stream()
                        .map(one -> new Receipt(one.sequence(), one.lease()))
                        .toList()));
    }

    @Test
    void aReceiveCostsNoMoreWithManyTenants() {
        send("a", 20);
        send("b", 20);
        delete(receive(10));
        List<Reply.ReceivedOne> received = receive(10);
        long few = touches;
        delete(received);
        for (int i = 0; i < MANY; i++) {
            send("tenant-" + i, 1);
        }
        long before = touches;
        send("tenant-0", 1);
        long again = touches;

        assertThat(receive(10)).hasSize(10);

        // Ten tenants are touched instead of two, and none of the others.
        assertThat(touches).isLessThan(few + 8 * 8);
        assertThat(again).isLessThanOrEqualTo(before);
    }

    @Test
    void aReceiveCostsNoMoreWithABacklog() {
        send("a", 20);
        delete(receive(10));
        List<Reply.ReceivedOne> received = receive(5);
        long shallow = touches;
        delete(received);
        send("a", MANY);

        assertThat(receive(5)).hasSize(5);

        assertThat(touches).isEqualTo(shallow);
    }

    @Test
    void aQueueWithoutTenantsTouchesNoRowOfThem() {
        send("", 10);
        long sent = touches;
        delete(receive(10));

        // One row for each message, its queue's settings and state, the span, and what the tablet itself notes.
        assertThat(sent).isLessThan(10 + 10);
        assertThat(store.<Integer>read(view -> {
                    int[] rows = {0};
                    view.scan(
                            TenantTables.STATES,
                            new Keys.OfResource(new ResourceId(0)),
                            new Keys.OfResource(new ResourceId(-1)),
                            (key, row) -> ++rows[0] > 0);
                    return rows[0];
                }))
                .isZero();
    }

    @Test
    void aLookAtWhoIsShutIsBoundedAndEnds() {
        limit(1);
        for (int i = 0; i < MANY; i++) {
            send("tenant-" + i, 2);
        }
        for (int i = 0; i < MANY / 10; i++) {
            receive(10);
        }
        assertThat(receive(10)).isEmpty();

        limit(0);
        apply(new TabletCommand.Sweep(QUEUE));
        long first = touches;
        for (int i = 0; i < MANY / Limits.SETTLED_PER_TURN_MAX + 1; i++) {
            apply(new TabletCommand.Sweep(QUEUE));
        }

        assertThat(first).isLessThan(10L * Limits.SETTLED_PER_TURN_MAX);
        for (int i = 0; i < MANY / 10; i++) {
            assertThat(receive(10)).hasSize(10);
        }
    }

    private void limit(int inFlight) {
        apply(new QueueCommand.SetDelivery(
                QUEUE,
                Optional.empty(),
                Optional.of(new DeliveryLimits(Optional.empty(), 0, Optional.empty(), inFlight))));
    }
}
