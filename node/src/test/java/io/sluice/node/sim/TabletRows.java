package io.sluice.node.sim;

import io.sluice.node.command.Life;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Parcel;
import io.sluice.node.command.Redriven;
import io.sluice.node.model.ResourceId;
import io.sluice.node.model.TabletId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MoveRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.tablet.InboxRow;
import io.sluice.node.state.tablet.TabletTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the messages of a tablet are, by its rows at one time. */
final class TabletRows {
    final SortedMap<Keys.InResource, Placed> messages = new TreeMap<>();
    final SortedMap<ResourceId, QueueStateRow> states = new TreeMap<>();
    final SortedMap<Keys.InResource, MoveRow> moves = new TreeMap<>();
    final List<Sent> outbox = new ArrayList<>();
    final SortedMap<Long, InboxRow> inbox = new TreeMap<>();
    long arrivals;

    private TabletRows() {}

    /** A message in a queue; bodies are told apart by their text. */
    record Placed(
            String body,
            long sentMillis,
            Optional<Origin> origin,
            Optional<Redriven> redriven,
            Optional<HeldRow> held,
            Optional<InFifo> fifo) {
        Life life() {
            return fifo.map(one -> one.entry().life())
                    .or(() -> held.map(HeldRow::life))
                    .orElse(Life.PLAIN);
        }

        long leases() {
            return fifo.map(one -> one.entry().leases())
                    .or(() -> held.map(HeldRow::leases))
                    .orElse(0L);
        }

        HeldRow.State state() {
            return fifo.map(one -> switch (one.entry().state()) {
                        case DELAYED -> HeldRow.State.DELAYED;
                        case LEASED -> HeldRow.State.LEASED;
                        case RETURNED, FRESH -> HeldRow.State.RETURNED;
                    })
                    .or(() -> held.map(HeldRow::state))
                    .orElseThrow();
        }

        boolean isCounted() {
            return fifo.isPresent() || held.isPresent();
        }
    }

    /** What a message of a FIFO queue has beside. */
    record InFifo(FifoEntryRow entry, String group) {}

    /** A message on its way. */
    record Sent(TabletId to, long sequence, Parcel.Message parcel) {
        String body() {
            return new String(parcel.letter().payload().array(), StandardCharsets.UTF_8);
        }
    }

    static TabletRows read(View view) {
        TabletRows rows = new TabletRows();
        SortedMap<Keys.InResource, HeldRow> held = new TreeMap<>();
        Keys.InResource lowest = new Keys.InResource(new ResourceId(0), 0);
        Keys.InResource highest = new Keys.InResource(new ResourceId(-1), -1);
        view.scan(QueueTables.HELD, lowest, highest, (key, row) -> held.put(key, row) == null);
        view.scan(QueueTables.MESSAGES, lowest, highest, (key, row) -> {
            String body = new String(row.payload().array(), StandardCharsets.UTF_8);
            Optional<InFifo> fifo = view.get(FifoTables.ENTRIES, key).map(entry -> inFifo(view, key, entry));
            Placed placed = new Placed(
                    body, row.sentMillis(), row.origin(), row.redriven(), Optional.ofNullable(held.remove(key)), fifo);
            return rows.messages.put(key, placed) == null;
        });
        view.scan(QueueTables.MOVES, lowest, highest, (key, row) -> rows.moves.put(key, row) == null);
        Rule.Q8_CONSERVATION.holds(held.isEmpty(), "what is held is there: ", held);
        view.scan(
                QueueTables.STATES,
                new Keys.OfResource(new ResourceId(0)),
                new Keys.OfResource(new ResourceId(-1)),
                (key, row) -> rows.states.put(key.resource(), row) == null);
        view.scan(
                QueueTables.ARRIVALS,
                new Keys.Due(new ResourceId(0), 0, 0),
                new Keys.Due(new ResourceId(-1), -1, -1),
                (key, mark) -> ++rows.arrivals > 0);
        view.scan(
                TabletTables.OUTBOX,
                new Keys.InTablet(TabletId.CATALOG, 0),
                new Keys.InTablet(new TabletId(Integer.MAX_VALUE), 0),
                (key, row) -> {
                    if (row.parcel() instanceof Parcel.Message message) {
                        rows.outbox.add(new Sent(key.tablet(), key.number(), message));
                    }
                    return true;
                });
        view.scan(
                TabletTables.INBOX,
                new Keys.OfNumber(0),
                new Keys.OfNumber(-1),
                (key, row) -> rows.inbox.put(key.value(), row) == null);
        rows.counted();
        view.scan(
                FifoTables.STATES,
                new Keys.OfResource(new ResourceId(0)),
                new Keys.OfResource(new ResourceId(-1)),
                (key, row) -> {
                    new FifoRowsCheck(view, key.resource()).check();
                    return true;
                });
        return rows;
    }

    private static InFifo inFifo(View view, Keys.InResource key, FifoEntryRow entry) {
        return new InFifo(
                entry,
                view.get(FifoTables.GROUPS, new Keys.InResource(key.resource(), entry.group()))
                        .orElseThrow()
                        .name());
    }

    /** Whether a parcel of another tablet has been taken here. */
    boolean took(TabletId from, long sequence) {
        InboxRow row = inbox.getOrDefault((long) from.value(), InboxRow.EMPTY);
        return sequence < row.next() && !row.refused().contains(sequence);
    }

    /** Counters are what a scan finds. */
    private void counted() {
        states.forEach((queue, state) -> {
            Map<HeldRow.State, Long> held = new EnumMap<>(HeldRow.State.class);
            long[] found = new long[2];
            messages.subMap(new Keys.InResource(queue, 0), new Keys.InResource(new ResourceId(queue.value() + 1), 0))
                    .forEach((key, message) -> {
                        if (message.isCounted()) {
                            held.merge(message.state(), 1L, Long::sum);
                        } else {
                            found[0]++;
                        }
                        found[1] += QueueTables.arrived(key.number()) ? 1 : 0;
                    });
            Rule.Q8_CONSERVATION.holds(
                    held.getOrDefault(HeldRow.State.DELAYED, 0L) == state.delayed()
                            && held.getOrDefault(HeldRow.State.LEASED, 0L) == state.leased()
                            && held.getOrDefault(HeldRow.State.RETURNED, 0L) == state.returned()
                            && found[0] == state.nextSequence() - state.cursor()
                            && found[1] == state.arrivals().count(),
                    "messages are counted: ",
                    queue,
                    " ",
                    state);
        });
        long counted = states.values().stream()
                .mapToLong(state -> state.arrivals().count())
                .sum();
        Rule.Q8_CONSERVATION.holds(arrivals == counted, "arrivals are indexed: ", arrivals, " of ", counted);
    }
}
