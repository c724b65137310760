package io.sluice.node.machine.queue;

import io.sluice.node.command.Bytes;
import io.sluice.node.command.Life;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.Rank;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Appends messages to one standard queue. What is visible at once and lives as long as its queue keeps it is in the
 * first space of sequences, where a cursor stands for the order of those never received; what is not, or has a
 * tenant or another priority than the default, has a row of its own that says so, and is in the second.
 */
final class StandardSends {
    private final QueueLedger ledger;
    private final HeldMessages held;
    private final Retention retention;
    private final Turn turn;

    StandardSends(QueueLedger ledger, Turn turn) {
        this(ledger, new HeldMessages(ledger, turn.tx(), turn.nowMillis()), turn);
    }

    StandardSends(QueueLedger ledger, HeldMessages held, Turn turn) {
        this.ledger = ledger;
        this.held = held;
        this.turn = turn;
        retention = new Retention(ledger, held, turn.tx(), turn.nowMillis());
    }

    /** Appends a message, unless it is not one for this queue. */
    Reply send(Outgoing message) {
        long sizeBytesMax = ledger.settings.sizeBytesMax();
        if (message.sizeBytes() > sizeBytesMax) {
            return new Reply.Rejected(RejectionCode.MESSAGE_TOO_LONG, Long.toString(sizeBytesMax));
        }
        if (!ledger.settings.knows(message.priority())) {
            return new Reply.Rejected(RejectionCode.NO_PRIORITIES, "");
        }
        return lifetimeProblem(message.ttlMillis(), ledger.settings)
                .orElseGet(() -> new Reply.SentOne(append(
                        message.payload(),
                        message.delayMillis().orElseGet(ledger.settings::delayMillis),
                        message.ttlMillis(),
                        message.groupId(),
                        message.priority())));
    }

    /** What a queue has against a lifetime: nothing lives longer than it keeps messages. */
    static Optional<Reply> lifetimeProblem(OptionalLong ttlMillis, QueueSettings settings) {
        return ttlMillis.isPresent() && ttlMillis.getAsLong() > settings.retentionMillis()
                ? Optional.of(new Reply.Rejected(
                        RejectionCode.LIFETIME_TOO_LONG, Long.toString(settings.retentionMillis() / 1000)))
                : Optional.empty();
    }

    /**
     * Appends a message that is visible at once and has a row of its own, so that it can be taken out at any time;
     * returns its sequence.
     */
    long show(MessageRow row, String tenant, int priority) {
        long sequence = QueueTables.DELAYED_SPACE | ledger.nextDelayed++;
        turn.tx().insert(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence), row);
        ledger.late = retention.sent(ledger.late, sequence);
        Rank rank = rank(tenant, priority);
        held.show(sequence, new HeldRow(HeldRow.State.RETURNED, 0, 0, 0, 0, 0, Life.PLAIN, rank));
        return sequence;
    }

    private Rank rank(String tenant, int priority) {
        boolean plain = tenant.isEmpty() && priority == Limits.PRIORITY_DEFAULT;
        return plain ? Rank.PLAIN : ledger.tenants(turn.tx()).rank(tenant, priority);
    }

    /**
     * Appends a message of now; returns its sequence.
     *
     * @param tenant name; empty for none
     */
    long append(Bytes payload, long delayMillis, OptionalLong ttlMillis, String tenant, int priority) {
        Rank rank = rank(tenant, priority);
        MessageRow row = new MessageRow(turn.nowMillis(), payload);
        if (rank.isPlain() && delayMillis == 0 && ttlMillis.isEmpty()) {
            long sequence = ledger.nextSequence++;
            turn.tx().insert(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence), row);
            ledger.prompt = retention.sent(ledger.prompt, sequence);
            return sequence;
        }
        Life life = ttlMillis.isPresent() ? Life.until(turn.nowMillis() + ttlMillis.getAsLong()) : Life.PLAIN;
        long sequence = QueueTables.DELAYED_SPACE | ledger.nextDelayed++;
        turn.tx().insert(QueueTables.MESSAGES, new Keys.InResource(ledger.queue, sequence), row);
        ledger.late = retention.sent(ledger.late, sequence);
        if (delayMillis == 0) {
            held.show(sequence, new HeldRow(HeldRow.State.RETURNED, 0, 0, 0, 0, 0, life, rank));
        } else {
            held.delay(sequence, turn.nowMillis() + delayMillis, life, rank);
        }
        return sequence;
    }
}
