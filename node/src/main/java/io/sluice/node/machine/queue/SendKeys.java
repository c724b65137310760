package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.IdempotencyKey;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.KeysCount;
import io.sluice.node.state.queue.SendKeyRow;
import io.sluice.node.state.queue.SendKeyTables;
import io.sluice.node.state.queue.SendKeysDueRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The idempotency keys of one queue during one command (ADR 0037): whoever sends the same again under a key that is
 * remembered gets the first answer, whatever became of the message. A key counts for nothing once its window is over by
 * log time, forgotten or not. Forgetting goes along an order by time, so it costs what is forgotten and nothing else.
 */
final class SendKeys {
    private final QueueLedger ledger;
    private final Tx tx;
    private final long nowMillis;
    private final SortedMap<Long, List<String>> added = new TreeMap<>();

    SendKeys(QueueLedger ledger, Tx tx, long nowMillis) {
        this.ledger = ledger;
        this.tx = tx;
        this.nowMillis = nowMillis;
    }

    /** Sends, unless the key says that it was done. What is refused is not remembered, and may be sent again. */
    Reply once(Optional<IdempotencyKey> key, Supplier<Reply> send) {
        if (key.isEmpty()) {
            return send.get();
        }
        String name = key.get().key();
        Optional<SendKeyRow> row = tx.get(SendKeyTables.KEYS, key(name));
        Optional<SendKeyRow> first = row.filter(one -> one.untilMillis() > nowMillis);
        if (first.isPresent()) {
            return first.get().content().equals(key.get().content())
                    ? answer(first.get())
                    : new Reply.Rejected(RejectionCode.KEY_REUSED, name);
        }
        if (row.isEmpty() && ledger.keys.count() >= Limits.KEYS_MAX) {
            return new Reply.Rejected(RejectionCode.KEYS_FULL, Integer.toString(Limits.KEYS_MAX));
        }
        Reply reply = send.get();
        remember(key.get(), reply, row.isEmpty());
        return reply;
    }

    private static Reply answer(SendKeyRow row) {
        return row.scheduleId().isEmpty()
                ? new Reply.SentOne(row.sequence(), true)
                : new Reply.Scheduled(row.scheduleId(), row.dueMillis());
    }

    private void remember(IdempotencyKey key, Reply reply, boolean isNew) {
        long untilMillis = nowMillis + key.windowMillis().orElseGet(ledger.settings::keyWindowMillis);
        if (reply instanceof Reply.SentOne sent) {
            put(key.key(), new SendKeyRow(untilMillis, key.content(), sent.sequence(), "", 0), isNew);
        } else if (reply instanceof Reply.Scheduled scheduled) {
            put(key.key(), new SendKeyRow(untilMillis, key.content(), 0, scheduled.id(), scheduled.dueMillis()), isNew);
        }
    }

    private void put(String name, SendKeyRow row, boolean isNew) {
        tx.put(SendKeyTables.KEYS, key(name), row);
        added.computeIfAbsent(row.untilMillis(), unused -> new ArrayList<>()).add(name);
        KeysCount keys = ledger.keys;
        ledger.keys = new KeysCount(
                keys.next(), keys.count() + (isNew ? 1 : 0), Math.min(keys.floorMillis(), row.untilMillis()));
    }

    /** Writes down when what the command has added may be forgotten, and forgets a bounded part of what may be. */
    void save() {
        if (added.isEmpty()) {
            return;
        }
        long next = ledger.keys.next();
        for (Map.Entry<Long, List<String>> one : added.entrySet()) {
            tx.insert(SendKeyTables.DUE, due(one.getKey(), next++), new SendKeysDueRow(one.getValue()));
        }
        ledger.keys = new KeysCount(next, ledger.keys.count(), ledger.keys.floorMillis());
        added.clear();
        forget(Limits.KEYS_FORGOTTEN_PER_SEND_MAX);
    }

    /** Forgets keys whose window is over, about as many as the budget says. */
    void forget(int budget) {
        if (ledger.keys.floorMillis() > nowMillis) {
            return;
        }
        List<Keys.Due> over = new ArrayList<>();
        List<String> names = new ArrayList<>();
        long[] floor = {Long.MAX_VALUE};
        tx.scan(SendKeyTables.DUE, due(ledger.keys.floorMillis(), 0), due(Long.MAX_VALUE, -1L), (due, row) -> {
            if (due.dueMillis() > nowMillis || names.size() >= budget) {
                floor[0] = due.dueMillis();
                return false;
            }
            over.add(due);
            names.addAll(row.keys());
            return true;
        });
        long forgotten = 0;
        for (String name : names) {
            // What was used again after its window is remembered by a later row.
            if (tx.get(SendKeyTables.KEYS, key(name))
                    .filter(row -> row.untilMillis() <= nowMillis)
                    .isPresent()) {
                tx.delete(SendKeyTables.KEYS, key(name));
                forgotten++;
            }
        }
        over.forEach(due -> tx.delete(SendKeyTables.DUE, due));
        ledger.keys = new KeysCount(ledger.keys.next(), ledger.keys.count() - forgotten, floor[0]);
    }

    /** Forgets all keys of a queue that is emptied or dropped. */
    static void clear(QueueLedger ledger, Tx tx) {
        if (ledger.keys.equals(KeysCount.NONE)) {
            return;
        }
        ResourceId next = new ResourceId(ledger.queue.value() + 1);
        tx.deleteRange(SendKeyTables.KEYS, new Keys.TextIn(ledger.queue, ""), new Keys.TextIn(next, ""));
        tx.deleteRange(SendKeyTables.DUE, new Keys.Due(ledger.queue, 0, 0), new Keys.Due(next, 0, 0));
        ledger.keys = new KeysCount(ledger.keys.next(), 0, Long.MAX_VALUE);
    }

    private Keys.TextIn key(String name) {
        return new Keys.TextIn(ledger.queue, name);
    }

    private Keys.Due due(long millis, long number) {
        return new Keys.Due(ledger.queue, millis, number);
    }
}
