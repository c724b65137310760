package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes queues and changes what is set of them. */
final class QueueMaking {
    private QueueMaking() {}

    static Reply create(QueueCommand.Create command, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(command.queue());
        SortedMap<String, String> attributes = QueueAttributes.applied(new TreeMap<>(), command.attributes());
        Optional<String> invalid =
                QueueAttributes.firstInvalid(command.attributes()).or(() -> FifoAttributes.firstInvalid(attributes));
        if (invalid.isPresent()) {
            return new Reply.Rejected(RejectionCode.ATTRIBUTE_INVALID, invalid.get());
        }
        Optional<QueueSettingsRow> existing = turn.tx().get(QueueTables.SETTINGS, key);
        if (existing.isPresent()) {
            return QueueAttributes.firstDifference(existing.get().attributes(), command.attributes())
                    .<Reply>map(name -> new Reply.Rejected(RejectionCode.ATTRIBUTES_DIFFER, name))
                    .orElse(Reply.Done.DONE);
        }
        turn.tx()
                .put(
                        QueueTables.SETTINGS,
                        key,
                        new QueueSettingsRow(
                                command.name(), attributes, command.tags(), turn.nowMillis(), turn.nowMillis()));
        turn.tx().put(QueueTables.STATES, key, QueueStateRow.EMPTY);
        DeadLetters.configure(command.queue(), command.attributes(), command.redrive(), turn);
        return Reply.Done.DONE;
    }

    static Reply configure(QueueCommand.Configure command, Turn turn) {
        Keys.OfResource key = new Keys.OfResource(command.queue());
        Optional<QueueSettingsRow> row = turn.tx().get(QueueTables.SETTINGS, key);
        if (row.isEmpty()) {
            return new Reply.Rejected(RejectionCode.RESOURCE_MISSING, "");
        }
        SortedMap<String, String> stored = row.get().attributes();
        SortedMap<String, String> changed = QueueAttributes.applied(stored, command.attributes());
        Optional<String> invalid = QueueAttributes.firstInvalid(command.attributes())
                .or(() -> FifoAttributes.firstInvalid(stored, changed));
        if (invalid.isPresent()) {
            return new Reply.Rejected(RejectionCode.ATTRIBUTE_INVALID, invalid.get());
        }
        QueueLedger.of(turn, command.queue())
                .filter(ledger -> ledger.settings.isFifo())
                .ifPresent(ledger -> FifoRules.beforeChange(ledger, turn));
        turn.tx()
                .put(
                        QueueTables.SETTINGS,
                        key,
                        new QueueSettingsRow(
                                row.get().name(),
                                changed,
                                row.get().tags(),
                                row.get().createdMillis(),
                                turn.nowMillis()));
        DeadLetters.configure(command.queue(), command.attributes(), command.redrive(), turn);
        // Only a ledger that is read now hints by the new settings.
        QueueLedger.of(turn, command.queue()).ifPresent(ledger -> {
            turn.level(QueueMachine.level(turn.tx(), ledger, turn.nowMillis()));
            if (ledger.traceMillis == 0) {
                Traces.drop(command.queue(), turn.tx());
            }
        });
        return Reply.Done.DONE;
    }
}
