package io.sluice.node.sim;

import io.sluice.node.command.Life;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the rows of every queue to a scan of themselves and to the oracle's messages (Q8). */
final class RowsCheck {
    private final View view;
    private final QueueOracle oracle;

    RowsCheck(View view, QueueOracle oracle) {
        this.view = view;
        this.oracle = oracle;
    }

    void check() {
        Set<ResourceId> found = new HashSet<>();
        view.scan(
                QueueTables.SETTINGS,
                new Keys.OfResource(new ResourceId(0)),
                new Keys.OfResource(new ResourceId(-1)),
                (key, row) -> found.add(key.resource()));
        holds(
                found.equals(oracle.queues().keySet()),
                "there are these queues: ",
                oracle.queues().keySet());
        oracle.queues().forEach(this::queue);
        view.scan(
                QueueTables.MESSAGES,
                new Keys.InResource(new ResourceId(0), 0),
                new Keys.InResource(new ResourceId(-1), -1),
                (key, row) -> {
                    holds(oracle.queues().containsKey(key.resource()), "no row outlives its queue: ", key);
                    return true;
                });
    }

    private void queue(ResourceId id, QueueModel queue) {
        QueueSettingsRow settings =
                view.get(QueueTables.SETTINGS, new Keys.OfResource(id)).orElseThrow();
        holds(settings.attributes().equals(queue.attributes), "attributes are as given: ", settings);
        holds(settings.tags().equals(queue.tags), "tags are as given: ", settings);
        KeyRowsCheck.check(view, id, queue.keys, oracle.nowMillis());
        if (queue.isFifo()) {
            new FifoRowsCheck(view, id).check(queue, oracle.nowMillis());
            return;
        }
        Keys.InResource from = new Keys.InResource(id, 0);
        Keys.InResource to = new Keys.InResource(id, -1);
        SortedMap<Long, MessageRow> messages = new TreeMap<>();
        view.scan(QueueTables.MESSAGES, from, to, (key, row) -> messages.put(key.number(), row) == null);
        SortedMap<Long, HeldRow> held = new TreeMap<>();
        view.scan(QueueTables.HELD, from, to, (key, row) -> held.put(key.number(), row) == null);
        SortedMap<Long, Long> returned = new TreeMap<>();
        view.scan(QueueTables.RETURNED, from, to, (key, row) -> returned.put(row.sequence(), key.number()) == null);
        TenantRowsCheck tenants = new TenantRowsCheck(view, id);
        returned.putAll(tenants.stranded());
        SortedMap<Long, Long> due = new TreeMap<>();
        view.scan(
                QueueTables.DUE,
                new Keys.Due(id, 0, 0),
                new Keys.Due(id, -1, -1),
                (key, row) -> due.put(key.number(), key.dueMillis()) == null);
        QueueStateRow state =
                view.get(QueueTables.STATES, new Keys.OfResource(id)).orElseThrow();
        SortedMap<Long, Life> lives = new TreeMap<>();
        held.forEach((sequence, row) -> lives.put(sequence, row.life()));
        LifetimeRowsCheck.check(view, id, lives);
        indexes(messages, held, returned, due);
        counters(state, messages, held, due);
        tenants.check(held, state);
        model(queue, messages, held);
    }

    private static void indexes(
            Map<Long, MessageRow> messages, Map<Long, HeldRow> held, Map<Long, Long> returned, Map<Long, Long> due) {
        holds(messages.keySet().containsAll(held.keySet()), "what is held is there");
        held.forEach((sequence, row) -> {
            boolean isReturned = row.state() == HeldRow.State.RETURNED;
            Optional<Long> number = isReturned ? Optional.of(row.returnNumber()) : Optional.empty();
            holds(Optional.ofNullable(returned.get(sequence)).equals(number), "returned is indexed: ", sequence);
            Optional<Long> dueMillis = isReturned ? Optional.empty() : Optional.of(row.dueMillis());
            holds(Optional.ofNullable(due.get(sequence)).equals(dueMillis), "due is indexed: ", sequence);
        });
        holds(
                held.keySet().containsAll(returned.keySet()) && held.keySet().containsAll(due.keySet()),
                "indexes have no more");
    }

    private static void counters(
            QueueStateRow state, Map<Long, MessageRow> messages, Map<Long, HeldRow> held, Map<Long, Long> due) {
        holds(state.leased() == count(held, HeldRow.State.LEASED), "leased are counted: ", state);
        holds(state.delayed() == count(held, HeldRow.State.DELAYED), "delayed are counted: ", state);
        holds(
                state.returned() + state.tenants().visible() == count(held, HeldRow.State.RETURNED),
                "returned are counted: ",
                state);
        holds(messages.size() == held.size() + state.nextSequence() - state.cursor(), "messages are counted: ", state);
        holds(due.values().stream().allMatch(millis -> millis >= state.dueFloorMillis()), "the floor of due: ", state);
        held.forEach((sequence, row) -> holds(
                row.state() != HeldRow.State.RETURNED
                        || !row.rank().isPlain()
                        || (row.returnNumber() >= state.returnFloor() && row.returnNumber() < state.nextReturn()),
                "the floor of returned: ",
                state));
    }

    private static long count(Map<Long, HeldRow> held, HeldRow.State state) {
        return held.values().stream().filter(row -> row.state() == state).count();
    }

    private void model(QueueModel queue, Map<Long, MessageRow> messages, Map<Long, HeldRow> held) {
        for (long sequence : messages.keySet()) {
            if (!queue.maybeLeft(sequence)) {
                queue.existing(sequence);
            }
        }
        for (Message message : queue.messages.values()) {
            MessageRow row = messages.get(message.sequence);
            if (row == null) {
                Rule.Q1_NO_ACKED_LOSS.holds(
                        queue.maybeGone(message, oracle.nowMillis()), "a message is lost: ", message.sequence);
                continue;
            }
            Rule.Q2_NO_INVENTION.holds(
                    row.payload().equals(message.payload) && row.sentMillis() == message.sentMillis,
                    "a message is as sent: ",
                    message.sequence);
            long receives = Optional.ofNullable(held.get(message.sequence))
                    .map(HeldRow::leases)
                    .orElse(0L);
            int priority = Optional.ofNullable(held.get(message.sequence))
                    .map(one -> one.rank().priority())
                    .orElse(4);
            holds(priority == message.priority, "a message keeps its priority: ", message.sequence);
            Rule.Q6_COUNTING.holds(receives == message.receives, "receives are counted: ", message.sequence);
        }
    }

    private static void holds(boolean condition, Object... what) {
        Rule.Q8_CONSERVATION.holds(condition, what);
    }
}
