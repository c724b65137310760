package io.sluice.node.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Withheld;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where more messages have ended than one turn drops, a receive that brings nothing says why. */
final class ExpiryBoundsTest {
    private static final ResourceId QUEUE = new ResourceId(7);
    private static final int MESSAGES = Limits.SETTLED_PER_TURN_MAX + 100;
    private static final long RETENTION_MILLIS = 60_000;

    private final MemoryStore store = new MemoryStore();
    private final Machine machine = Machines.create();
    private long index;
    private long nowMillis = 1_700_000_000_000L;

    private Reply apply(Command command) {
        Entry entry = new Entry(nowMillis, List.of(new Entry.Item(RequestId.NONE, command)));
        return store.write(tx -> machine.apply(tx, 1, ++index, entry).replies().get(0));
    }

    private Reply.Received receive(long visibilityMillis) {
        return (Reply.Received) apply(new QueueCommand.Receive(QUEUE, 100, OptionalLong.of(visibilityMillis), false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsThatMessagesAreBeingDropped(boolean fifo) {
        store.read(view -> {
            machine.open(view);
            return true;
        });
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("MessageRetentionPeriod", Long.toString(RETENTION_MILLIS / 1000));
        if (fifo) {
            attributes.put("FifoQueue", "true");
        }
        apply(new QueueCommand.Create(QUEUE, fifo ? "q.fifo" : "q", attributes, new TreeMap<>()));
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String group = fifo ? "g" + i : "";
            messages.add(new Outgoing(Bytes.EMPTY, 0, OptionalLong.empty(), group, "id" + i, false));
        }
        apply(new QueueCommand.Send(QUEUE, messages));
        for (int i = 0; i < MESSAGES; i += 100) {
            receive(1);
        }
        nowMillis += RETENTION_MILLIS + 2 * Limits.EXPIRY_SPAN_MILLIS;

        Reply.Received first = receive(1);
        Reply.Received second = receive(1);

        assertThat(first).isEqualTo(new Reply.Received(List.of(), Withheld.EXPIRING));
        assertThat(second).isEqualTo(new Reply.Received(List.of(), Withheld.NOTHING));
    }
}
