package io.sluice.node.machine.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TraceEvent;
import io.sluice.node.command.Withheld;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.Limits;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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

    @BeforeEach
    void open() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
    }

    private void create(String name, Map<String, String> more) {
        SortedMap<String, String> attributes = new TreeMap<>(more);
        attributes.put("MessageRetentionPeriod", Long.toString(RETENTION_MILLIS / 1000));
        apply(new QueueCommand.Create(QUEUE, name, attributes, new TreeMap<>()));
    }

    private void send(boolean fifo) {
        List<Outgoing> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            String group = fifo ? "g" + i : "";
            messages.add(new Outgoing(Bytes.EMPTY, 0, OptionalLong.empty(), group, "id" + i, false));
        }
        apply(new QueueCommand.Send(QUEUE, messages));
    }

    private List<TraceEvent.Kind> traced(long sequence) {
        Query query = new Query.Trace(QUEUE, QUEUE, sequence);
        Reply.Traced traced = (Reply.Traced) store.<Reply>read(view -> machine.query(view, query, nowMillis));
        return traced.events().stream().map(TraceEvent::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void tellsThatMessagesAreBeingDropped(boolean fifo) {
        create(fifo ? "q.fifo" : "q", fifo ? Map.of("FifoQueue", "true") : Map.of());
        send(fifo);
        for (int i = 0; i < MESSAGES; i += 100) {
            receive(1);
        }
        nowMillis += RETENTION_MILLIS + 2 * Limits.EXPIRY_SPAN_MILLIS;

        Reply.Received first = receive(1);
        Reply.Received second = receive(1);

        assertThat(first).isEqualTo(new Reply.Received(List.of(), Withheld.EXPIRING));
        assertThat(second).isEqualTo(new Reply.Received(List.of(), Withheld.NOTHING));
    }

    /** What nobody received goes at one go, unless each is told of. */
    @Test
    void tellsOfABoundedNumberInOneTurn() {
        create("q", Map.of("TraceRetentionPeriod", "3600"));
        send(false);
        nowMillis += RETENTION_MILLIS + 2 * Limits.EXPIRY_SPAN_MILLIS;

        Reply.Received first = receive(1);
        List<TraceEvent.Kind> last = traced(Limits.SETTLED_PER_TURN_MAX);
        List<TraceEvent.Kind> next = traced(Limits.SETTLED_PER_TURN_MAX + 1);
        Reply.Received second = receive(1);

        assertThat(first).isEqualTo(new Reply.Received(List.of(), Withheld.EXPIRING));
        assertThat(last).containsExactly(TraceEvent.Kind.SENT, TraceEvent.Kind.EXPIRED);
        assertThat(next).containsExactly(TraceEvent.Kind.SENT);
        assertThat(second).isEqualTo(new Reply.Received(List.of(), Withheld.NOTHING));
        for (long sequence = 1; sequence <= MESSAGES; sequence++) {
            assertThat(traced(sequence)).containsExactly(TraceEvent.Kind.SENT, TraceEvent.Kind.EXPIRED);
        }
    }
}
