package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.QueueCommand.Receipt;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoMemoryLogRow;
import io.sluice.node.state.queue.FifoMemoryRow;
import io.sluice.node.state.queue.FifoTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a FIFO queue remembers for five minutes of log time: sends by their deduplication id and attempts
 * to receive by theirs, whatever became of the messages. What one command adds is one row of a log, and
 * the log is forgotten from its beginning, so forgetting scans nothing, and looks up nothing but where a name
 * was used again. What is too old and not forgotten yet counts for nothing.
 */
final class FifoMemory {
    private final FifoLedger ledger;
    private final Tx tx;
    private final long nowMillis;
    private final List<String> added = new ArrayList<>();

    FifoMemory(FifoLedger ledger, Tx tx, long nowMillis) {
        this.ledger = ledger;
        this.tx = tx;
        this.nowMillis = nowMillis;
    }

    /** The sequence of the message that this one would repeat, if there was one. */
    OptionalLong original(Outgoing message) {
        Optional<FifoMemoryRow> row = tx.get(FifoTables.MEMORY, key(sendKey(message)));
        if (row.isEmpty()) {
            return OptionalLong.empty();
        }
        if (isOld(row.get().millis())) {
            mayBeReused(row.get());
            return OptionalLong.empty();
        }
        return OptionalLong.of(row.get().sequence());
    }

    /** A message was accepted. */
    void sent(Outgoing message, long sequence) {
        add(sendKey(message), new FifoMemoryRow(ledger.nextMemory, nowMillis, sequence, List.of(), 0));
    }

    /** What an attempt has received, if that was not too long ago. */
    Optional<FifoMemoryRow> attempt(String attemptId) {
        Optional<FifoMemoryRow> row = tx.get(FifoTables.MEMORY, key(attemptKey(attemptId)));
        row.ifPresent(this::mayBeReused);
        return row.filter(found -> !isOld(found.millis()));
    }

    /** An attempt has received something; what it received before is forgotten. */
    void received(String attemptId, List<Receipt> receipts, long dueMillis) {
        add(attemptKey(attemptId), new FifoMemoryRow(ledger.nextMemory, nowMillis, 0, receipts, dueMillis));
    }

    /** The leases that an attempt has received end at another time; it is not remembered for longer. */
    void extended(String attemptId, FifoMemoryRow row, long dueMillis) {
        tx.put(
                FifoTables.MEMORY,
                key(attemptKey(attemptId)),
                new FifoMemoryRow(row.log(), row.millis(), row.sequence(), row.receipts(), dueMillis));
    }

    /** Forgets what is too old, as far as the bound on one turn allows. */
    void forget() {
        int budget = Limits.SETTLED_PER_TURN_MAX;
        while (budget > 0 && ledger.memoryMillis != Long.MAX_VALUE && isOld(ledger.memoryMillis)) {
            long number = ledger.memoryFloor;
            FifoMemoryLogRow log = tx.get(FifoTables.MEMORY_LOG, entry(number))
                    .orElseThrow(() -> new IllegalStateException("the memory's log has a gap at " + number));
            for (String name : log.keys()) {
                if (number > ledger.memoryReused || isRememberedBy(number, name)) {
                    tx.delete(FifoTables.MEMORY, key(name));
                }
            }
            tx.delete(FifoTables.MEMORY_LOG, entry(number));
            budget -= log.keys().size();
            ledger.memoryFloor = number + 1;
            ledger.memoryMillis = ledger.memoryFloor == ledger.nextMemory
                    ? Long.MAX_VALUE
                    : tx.get(FifoTables.MEMORY_LOG, entry(ledger.memoryFloor))
                            .orElseThrow()
                            .millis();
        }
    }

    /** Writes down what the command has added. */
    void save() {
        if (added.isEmpty()) {
            return;
        }
        tx.insert(FifoTables.MEMORY_LOG, entry(ledger.nextMemory), new FifoMemoryLogRow(nowMillis, added));
        ledger.memoryMillis = Math.min(ledger.memoryMillis, nowMillis);
        ledger.nextMemory++;
        added.clear();
    }

    /** What was used again, after its time or by the same attempt, is remembered by a later row. */
    private boolean isRememberedBy(long number, String name) {
        return tx.get(FifoTables.MEMORY, key(name))
                .filter(row -> row.log() == number)
                .isPresent();
    }

    private void mayBeReused(FifoMemoryRow row) {
        ledger.memoryReused = Math.max(ledger.memoryReused, row.log());
    }

    private void add(String name, FifoMemoryRow row) {
        tx.put(FifoTables.MEMORY, key(name), row);
        added.add(name);
    }

    private boolean isOld(long millis) {
        return millis + Limits.FIFO_MEMORY_MILLIS <= nowMillis;
    }

    /** Ids have no spaces, so a space separates; in the scope of the queue there is no group before it. */
    private String sendKey(Outgoing message) {
        String scope = ledger.base.settings.deduplicatesByGroup() ? message.groupId() : "";
        return "s" + scope + " " + message.deduplicationId();
    }

    private static String attemptKey(String attemptId) {
        return "a" + attemptId;
    }

    private Keys.TextIn key(String name) {
        return new Keys.TextIn(ledger.queue(), name);
    }

    private Keys.InResource entry(long number) {
        return new Keys.InResource(ledger.queue(), number);
    }
}
