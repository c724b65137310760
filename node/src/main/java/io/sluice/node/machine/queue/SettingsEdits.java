package io.sluice.node.machine.queue;

import io.sluice.node.command.QueueCommand.ReplacePolicy;
import io.sluice.node.command.QueueCommand.Tag;
import io.sluice.node.command.QueueCommand.Untag;
import io.sluice.node.command.RejectionCode;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Turn;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.queue.QueueSettingsRow;
import io.sluice.node.state.queue.QueueTables;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Changes of a queue's tags and of its policy: what no message depends on, so nothing is hinted. */
final class SettingsEdits {
    private static final String POLICY = "Policy";

    private SettingsEdits() {}

    static Reply tag(Tag command, Turn turn) {
        return onSettings(command.queue(), turn, row -> {
            SortedMap<String, String> tags = new TreeMap<>(row.tags());
            tags.putAll(command.tags());
            return tags.size() > Limits.TAGS_MAX
                    ? new Reply.Rejected(RejectionCode.TOO_MANY_TAGS, Integer.toString(Limits.TAGS_MAX))
                    : store(command.queue(), tagged(row, tags), turn);
        });
    }

    static Reply untag(Untag command, Turn turn) {
        return onSettings(command.queue(), turn, row -> {
            SortedMap<String, String> tags = new TreeMap<>(row.tags());
            for (String key : command.keys()) {
                tags.remove(key);
            }
            return store(command.queue(), tagged(row, tags), turn);
        });
    }

    static Reply replacePolicy(ReplacePolicy command, Turn turn) {
        return onSettings(command.queue(), turn, row -> {
            if (!row.attributes().getOrDefault(POLICY, "").equals(command.expected())) {
                return new Reply.Rejected(RejectionCode.POLICY_CHANGED, "");
            }
            if (command.replacement().equals(command.expected())) {
                return new Reply.Rejected(RejectionCode.POLICY_UNCHANGED, "");
            }
            SortedMap<String, String> given = new TreeMap<>();
            given.put(POLICY, command.replacement());
            QueueSettingsRow changed = new QueueSettingsRow(
                    row.name(),
                    QueueAttributes.applied(row.attributes(), given),
                    row.tags(),
                    row.createdMillis(),
                    turn.nowMillis());
            return store(command.queue(), changed, turn);
        });
    }

    /** Tags are no attributes: the time of the last change is that of the attributes. */
    private static QueueSettingsRow tagged(QueueSettingsRow row, SortedMap<String, String> tags) {
        return new QueueSettingsRow(row.name(), row.attributes(), tags, row.createdMillis(), row.modifiedMillis());
    }

    private static Reply store(ResourceId queue, QueueSettingsRow row, Turn turn) {
        turn.tx().put(QueueTables.SETTINGS, new Keys.OfResource(queue), row);
        return Reply.Done.DONE;
    }

    private static Reply onSettings(ResourceId queue, Turn turn, Function<QueueSettingsRow, Reply> rule) {
        Optional<QueueSettingsRow> row = turn.tx().get(QueueTables.SETTINGS, new Keys.OfResource(queue));
        return row.map(rule).orElseGet(() -> new Reply.Rejected(RejectionCode.RESOURCE_MISSING, ""));
    }
}
