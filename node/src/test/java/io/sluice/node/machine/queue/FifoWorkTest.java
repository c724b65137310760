package io.sluice.node.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
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
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a command on a FIFO queue costs does not depend on what else is in the queue. */
final class FifoWorkTest {
    private static final ResourceId QUEUE = new ResourceId(1);
    private static final int MANY = 3_000;

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;
    private long nowMillis = 1_700_000_000_000L;
    private long lastId;
    private long touches;

    FifoWorkTest() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("FifoQueue", "true");
        apply(new QueueCommand.Create(QUEUE, "q.fifo", attributes, new TreeMap<>()));
    }

    private Reply apply(Command command) {
        Entry entry = new Entry(nowMillis, List.of(new Entry.Item(RequestId.NONE, command)));
        return store.write(tx -> {
            CountingTx counting = new CountingTx(tx);
            Reply reply = machine.apply(counting, 1, ++index, entry).replies().get(0);
            touches = counting.touches();
            return reply;
        });
    }

    private void send(String group, int count) {
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(new Outgoing(Bytes.EMPTY, 0, OptionalLong.empty(), group, "id" + ++lastId, false));
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

    /** Touches of a send, a receive and a delete of ten messages. */
    private List<Long> life(String group) {
        List<Long> costs = new ArrayList<>();
        send(group, 10);
        costs.add(touches);
        List<Reply.ReceivedOne> received = receive(10);
        costs.add(touches);
        assertThat(received).hasSize(10);
        delete(received);
        costs.add(touches);
        return costs;
    }

    @Test
    void aBlockedGroupCostsOthersNothing() {
        life("first");
        List<Long> alone = life("g");
        for (int i = 0; i < MANY; i++) {
            send("blocked-" + i, 2);
        }
        for (int i = 0; i < MANY; i++) {
            assertThat(receive(1)).hasSize(1);
        }

        assertThat(life("h")).isEqualTo(alone);
    }

    @Test
    void aReceiveCostsNoMoreWithABacklog() {
        send("g", 20);
        delete(receive(10));
        List<Reply.ReceivedOne> received = receive(10);
        long shallow = touches;
        delete(received);
        for (int i = 0; i < MANY; i++) {
            send("g", 1);
        }

        assertThat(receive(10)).hasSize(10);

        assertThat(touches).isEqualTo(shallow);
    }

    @Test
    void forgettingIsBoundedAndEnds() {
        send("g", 2 * Limits.SETTLED_PER_TURN_MAX + 1);
        for (int i = 0; i < MANY; i++) {
            send("g", 1);
        }
        long before = store.size();
        nowMillis += Limits.FIFO_MEMORY_MILLIS;

        apply(new TabletCommand.Sweep(QUEUE));
        long first = touches;
        for (int i = 0; i < 10; i++) {
            apply(new TabletCommand.Sweep(QUEUE));
        }

        // What one command remembered is forgotten together.
        assertThat(first).isLessThan(3 * 2 * Limits.SETTLED_PER_TURN_MAX + 100);
        assertThat(before - store.size()).isEqualTo(2 * Limits.SETTLED_PER_TURN_MAX + 1 + MANY + MANY + 1);
    }
}
