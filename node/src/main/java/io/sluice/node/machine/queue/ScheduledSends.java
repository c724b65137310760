package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.machine.Turn;
import io.sluice.node.state.queue.ScheduleRow;
import io.sluice.node.state.queue.ScheduledMessageRow;
import java.util.Optional;
import java.util.OptionalLong;

/** Puts what schedules send into their queue: as messages of now, so that their retention begins now. */
final class ScheduledSends {
    private final QueueLedger ledger;
    private final Turn turn;
    private final Optional<FifoQueue> fifo;
    private final Retention retention;

    ScheduledSends(QueueLedger ledger, Turn turn) {
        this.ledger = ledger;
        this.turn = turn;
        fifo = ledger.settings.isFifo() ? Optional.of(FifoQueue.open(ledger, turn)) : Optional.empty();
        retention = fifo.map(FifoQueue::retention)
                .orElseGet(() -> new Retention(
                        ledger, new HeldMessages(ledger, turn.tx(), turn.nowMillis()), turn.tx(), turn.nowMillis()));
        fifo.ifPresent(queue -> queue.messages().ripen());
    }

    /**
     * Sends. On a standard queue the message is visible at once, whatever the queue's delay: its time has
     * come. On a FIFO queue, whose delay is the queue's own for the sake of order, it waits as all others do.
     */
    void send(String id, ScheduleRow schedule, ScheduledMessageRow message) {
        if (fifo.isPresent()) {
            send(id, schedule, message, fifo.get());
            return;
        }
        long sequence = new StandardSends(ledger, turn)
                .append(message.payload(), 0, message.ttlMillis(), schedule.groupId(), schedule.priority());
        Traces.scheduled(sequence, id, ledger, turn);
    }

    private void send(String id, ScheduleRow schedule, ScheduledMessageRow message, FifoQueue queue) {
        Outgoing outgoing = new Outgoing(
                message.payload(),
                schedule.sizeBytes(),
                OptionalLong.empty(),
                schedule.groupId(),
                message.deduplicationId(),
                false,
                message.ttlMillis(),
                Optional.empty());
        boolean named = !message.deduplicationId().isEmpty();
        if (named && queue.memory().original(outgoing).isPresent()) {
            return;
        }
        long sequence = queue.messages().append(outgoing);
        ledger.prompt = retention.sent(ledger.prompt, sequence);
        if (named) {
            queue.memory().sent(outgoing, sequence);
        }
        Traces.scheduled(sequence, id, ledger, turn);
    }

    /** Stores what changed and hints what the queue has to give. */
    void close() {
        if (fifo.isPresent()) {
            fifo.get().close();
        } else {
            ledger.close(turn);
        }
    }
}
