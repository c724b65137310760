package io.sluice.node.machine.queue;

import io.sluice.node.command.Letter;
import io.sluice.node.command.Origin;
import io.sluice.node.command.Redriven;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.List;
import java.util.Optional;

/**
 * Takes messages out of one FIFO queue, with all that is known of them: a group as far as it can be had, then
 * the next one, in the order in which they became ready. What leaves is the first of its group, so a group
 * arrives in order wherever it goes.
 */
final class FifoDepartures implements Departures, Lifetimes.Exit {
    private final FifoQueue queue;
    private final Tx tx;
    private Optional<FifoGroup> current = Optional.empty();

    FifoDepartures(FifoQueue queue, Tx tx) {
        this.queue = queue;
        this.tx = tx;
    }

    @Override
    public Optional<Long> next() {
        current.ifPresent(queue.groups()::find);
        if (current.filter(FifoGroup::isReady).isEmpty()) {
            queue.groups().save();
            List<FifoGroup> ready = queue.groups().ready(1);
            current = ready.isEmpty() ? Optional.empty() : Optional.of(ready.get(0));
        }
        return current.map(FifoGroup::head);
    }

    @Override
    public Origin origin(long sequence) {
        return message(sequence).origin().orElseGet(() -> Origin.at(id(), sequence));
    }

    @Override
    public Letter takeNext(long sequence) {
        return take(
                sequence,
                queue.messages()
                        .get(sequence)
                        .orElseThrow(
                                () -> new IllegalStateException("a group has a message that is gone: " + sequence)));
    }

    @Override
    public long available() {
        queue.groups().save();
        return queue.ledger().offered;
    }

    @Override
    public void remove(long sequence) {
        queue.messages().get(sequence).ifPresent(row -> queue.messages().remove(sequence, row));
    }

    @Override
    public Letter take(long sequence) {
        return takeNext(sequence);
    }

    @Override
    public boolean canTake(long sequence) {
        return queue.messages()
                .find(sequence)
                .filter(row -> canTake(sequence, row))
                .isPresent();
    }

    @Override
    public boolean isHeldBack(long sequence) {
        return queue.messages()
                .find(sequence)
                .filter(row -> !canTake(sequence, row))
                .isPresent();
    }

    @Override
    public long receives(long sequence) {
        return queue.messages().get(sequence).map(FifoEntryRow::leases).orElse(0L);
    }

    @Override
    public Optional<String> group(long sequence) {
        return queue.messages().get(sequence).map(row -> queue.groups().of(row.group()).name);
    }

    /** What was fresh before rows named the one before can be taken out only at the head of its group. */
    private boolean canTake(long sequence, FifoEntryRow row) {
        return switch (row.state()) {
            case RETURNED -> true;
            case FRESH -> row.previous() != 0 || queue.groups().of(row.group()).firstFresh == sequence;
            case LEASED, DELAYED -> false;
        };
    }

    @Override
    public Optional<Redriven> redriven(long sequence) {
        return message(sequence).redriven();
    }

    /** Takes a message out: a visible one that is the first of its group, or any whose own time is over. */
    Letter take(long sequence, FifoEntryRow row) {
        MessageRow message = message(sequence);
        Letter letter = new Letter(
                message.origin().orElseGet(() -> Origin.at(id(), sequence)),
                message.sentMillis(),
                row.leases(),
                row.firstReceivedMillis(),
                row.lastReceivedMillis(),
                message.payload(),
                Optional.of(new Letter.Place(queue.groups().of(row.group()).name, sequence)),
                row.life());
        queue.messages().remove(sequence, row);
        return letter;
    }

    private ResourceId id() {
        return queue.ledger().queue();
    }

    private MessageRow message(long sequence) {
        return tx.get(QueueTables.MESSAGES, new Keys.InResource(id(), sequence))
                .orElseThrow(() -> new IllegalStateException("a message has an entry and is not there: " + sequence));
    }
}
