package io.sluice.node.golden;

import io.sluice.node.command.Command;
import io.sluice.node.command.GroupChange;
import io.sluice.node.command.GroupPolicy;
import io.sluice.node.command.GroupState;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.model.ResourceId;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The lines of a script about message groups. A policy is written {@code park:2}, for two receives and then. */
final class GroupActions {
    private final Function<String, ResourceId> queues;

    GroupActions(Function<String, ResourceId> queues) {
        this.queues = queues;
    }

    Optional<Query> query(Words words) {
        return words.verb().equals("groups")
                ? Optional.of(new Query.ListGroups(
                        queues.apply(words.text("queue")),
                        words.find("state").map(text -> GroupState.valueOf(text.toUpperCase(Locale.ROOT))),
                        words.number("after", 0),
                        words.number("max", 100)))
                : Optional.empty();
    }

    Optional<Command> command(Words words) {
        return change(words).map(change -> new QueueCommand.ChangeGroups(queues.apply(words.text("queue")), change));
    }

    private static Optional<GroupChange> change(Words words) {
        return switch (words.verb()) {
            case "on-poison" -> {
                String[] parts = (words.text("do") + ":0").split(":");
                yield Optional.of(new GroupChange.SetPolicy(new GroupPolicy(
                        GroupPolicy.Action.valueOf(parts[0].toUpperCase(Locale.ROOT)), Integer.parseInt(parts[1]))));
            }
            case "park" -> Optional.of(new GroupChange.Park(words.text("group")));
            case "resume" -> Optional.of(new GroupChange.Resume(words.text("group")));
            case "skip-head" -> Optional.of(new GroupChange.Skip(words.text("group"), words.has("discard")));
            case "release" ->
                Optional.of(new GroupChange.Release(words.receipts().get(0)));
            default -> Optional.empty();
        };
    }
}
