package io.sluice.node.golden;

import io.sluice.node.command.Command;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.model.ResourceId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The lines of a script about schedules. What recurs says {@code every=} or {@code cron=}; a run says
 * {@code next=1:60s:70s}: schedule number 1, due at 60 s, is due at 70 s after that, or at - never.
 */
final class ScheduleActions {
    private final Function<String, ResourceId> queues;

    ScheduleActions(Function<String, ResourceId> queues) {
        this.queues = queues;
    }

    Optional<Query> query(Words words) {
        return switch (words.verb()) {
            case "get-schedule" -> Optional.of(new Query.GetSchedule(queue(words), words.text("id")));
            case "list-schedules" -> {
                String[] after = words.find("after").orElse("0/0").split("/");
                long millis = after[0].equals("0") ? 0 : at(after[0]);
                yield Optional.of(new Query.ListSchedules(
                        queue(words), millis, Long.parseLong(after[1]), words.number("max", 1000)));
            }
            case "trace" ->
                Optional.of(new Query.Trace(
                        queue(words),
                        words.find("origin").map(queues).orElseGet(() -> queue(words)),
                        Words.sequence(words.text("sequence"))));
            case "due-schedules" -> Optional.of(new Query.DueSchedules(queue(words)));
            default -> Optional.empty();
        };
    }

    Optional<Command> command(Words words) {
        return switch (words.verb()) {
            case "schedule" -> Optional.of(schedule(words));
            case "cancel-schedule" -> Optional.of(new ScheduleCommand.Cancel(queue(words), words.text("id")));
            case "reschedule" ->
                Optional.of(new ScheduleCommand.Reschedule(
                        queue(words), words.text("id"), at(words.text("at")), recurrence(words)));
            case "run" ->
                Optional.of(new ScheduleCommand.Run(
                        queue(words),
                        at(words.text("as-of")),
                        words.has("next")
                                ? words.list("next").stream()
                                        .map(ScheduleActions::following)
                                        .toList()
                                : List.of()));
            default -> Optional.empty();
        };
    }

    private Command schedule(Words words) {
        String body = words.text("body");
        QueueCommand.Outgoing message = new QueueCommand.Outgoing(
                Words.bytes(body),
                words.number("size", body.length()),
                OptionalLong.empty(),
                words.find("group").orElse(""),
                words.find("deduplication").orElse(""),
                false,
                Actions.ttl(words),
                Actions.key(words, words.find("key").orElse(""), body));
        return new ScheduleCommand.Schedule(
                queue(words), words.text("id"), message, at(words.text("at")), recurrence(words));
    }

    private static Optional<Recurrence> recurrence(Words words) {
        if (!words.has("every") && !words.has("cron")) {
            return Optional.empty();
        }
        return Optional.of(new Recurrence(
                words.find("cron").orElse(""),
                words.find("zone").orElse(""),
                words.millis("every").orElse(0L),
                words.find("end").map(text -> OptionalLong.of(at(text))).orElseGet(OptionalLong::empty),
                words.has("runs") ? OptionalLong.of(words.number("runs", 1)) : OptionalLong.empty(),
                words.has("skip") ? Recurrence.Missed.SKIP : Recurrence.Missed.RUN_ONCE));
    }

    private static ScheduleCommand.Following following(String text) {
        String[] parts = text.split(":");
        return new ScheduleCommand.Following(
                Long.parseLong(parts[0]),
                at(parts[1]),
                parts[2].equals("-") ? OptionalLong.empty() : OptionalLong.of(at(parts[2])));
    }

    private static long at(String text) {
        return Stage.BEGIN_MILLIS + Words.duration(text);
    }

    private ResourceId queue(Words words) {
        return queues.apply(words.text("queue"));
    }
}
