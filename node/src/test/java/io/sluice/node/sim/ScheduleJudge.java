package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Outcome;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.ScheduleTables;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Judges what schedules send, by a list of schedules and nothing else: after every entry the messages
 * that are new are those whose time has come, and the rows of schedules are those that are left.
 */
final class ScheduleJudge implements Judge {
    private final SortedMap<Name, Model> schedules = new TreeMap<>();
    private final Map<ResourceId, Integer> seen = new HashMap<>();
    private final Map<ResourceId, Long> made = new HashMap<>();
    private long nowMillis;
    int once;
    int recurring;
    int skipped;
    int cancelled;

    private record Name(ResourceId queue, String id) implements Comparable<Name> {
        private static final Comparator<Name> ORDER =
                Comparator.comparing(Name::queue).thenComparing(Name::id);

        @Override
        public int compareTo(Name other) {
            return ORDER.compare(this, other);
        }
    }

    /** A schedule; numbers count those of its queue. */
    private record Model(String body, long number, long dueMillis, Optional<Recurrence> rule, long runs) {}

    @Override
    public void applied(Entry entry, Outcome outcome, List<Reply> filled, ReplicaStore rows) {
        nowMillis = Math.max(nowMillis, entry.stampMillis());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < entry.items().size(); i++) {
            if (!(filled.get(i) instanceof Reply.Rejected)) {
                follow(entry.items().get(i).command(), expected);
            }
        }
        rows.read(view -> {
            List<String> sent = sent(view);
            Rule.SCHEDULES.holds(
                    sent.stream()
                            .sorted()
                            .toList()
                            .equals(expected.stream().sorted().toList()),
                    "sent ",
                    sent,
                    " and not ",
                    expected);
            SortedMap<Name, Long> left = left(view);
            SortedMap<Name, Long> expectedLeft = new TreeMap<>();
            schedules.forEach((name, model) -> expectedLeft.put(name, model.dueMillis()));
            Rule.SCHEDULES.holds(left.equals(expectedLeft), "left ", left, " and not ", expectedLeft);
            return true;
        });
    }

    private void follow(Command command, List<String> expected) {
        if (command instanceof ScheduleCommand.Schedule schedule) {
            String body = new String(schedule.message().payload().array(), StandardCharsets.UTF_8);
            Model before = schedules.put(
                    new Name(schedule.queue(), schedule.id()),
                    new Model(
                            body,
                            made.merge(schedule.queue(), 1L, Long::sum),
                            schedule.dueMillis(),
                            schedule.recurrence(),
                            0));
            Rule.SCHEDULES.holds(before == null, "an id is taken once: ", schedule.id());
        } else if (command instanceof ScheduleCommand.Cancel cancel) {
            cancelled++;
            Rule.SCHEDULES.holds(
                    schedules.remove(new Name(cancel.queue(), cancel.id())) != null, "what is cancelled was there");
        } else if (command instanceof ScheduleCommand.Reschedule moved) {
            schedules.computeIfPresent(
                    new Name(moved.queue(), moved.id()),
                    (name, model) -> new Model(
                            model.body(),
                            model.number(),
                            moved.dueMillis(),
                            moved.recurrence().or(model::rule),
                            moved.recurrence().isPresent() ? 0 : model.runs()));
        } else if (command instanceof ScheduleCommand.Run run) {
            due(run.queue()).forEach(name -> run(name, run, expected));
        }
    }

    /** Far fewer than a turn's bound are ever due at once here. */
    private List<Name> due(ResourceId queue) {
        List<Name> due = schedules.entrySet().stream()
                .filter(entry ->
                        entry.getKey().queue().equals(queue) && entry.getValue().dueMillis() <= nowMillis)
                .map(Map.Entry::getKey)
                .toList();
        Rule.SCHEDULES.holds(due.size() < Limits.SCHEDULED_PER_TURN_MAX, "the simulation is small");
        return due;
    }

    private void run(Name name, ScheduleCommand.Run run, List<String> expected) {
        Model model = Optional.ofNullable(schedules.get(name)).orElseThrow();
        if (model.rule().isEmpty()) {
            once++;
            expected.add(model.body());
            schedules.remove(name);
            return;
        }
        Optional<Following> following = run.following().stream()
                .filter(one -> one.schedule() == model.number() && one.dueMillis() == model.dueMillis())
                .findFirst();
        if (following.isEmpty()) {
            return;
        }
        Recurrence rule = model.rule().get();
        boolean skips = rule.missed() == Recurrence.Missed.SKIP
                && model.dueMillis() < Math.min(run.asOfMillis(), nowMillis) - Limits.MISSED_AFTER_MILLIS;
        recurring += skips ? 0 : 1;
        skipped += skips ? 1 : 0;
        if (!skips) {
            expected.add(model.body());
        }
        long runs = model.runs() + (skips ? 0 : 1);
        long next = following.get().nextMillis().orElse(Long.MAX_VALUE);
        if (next > rule.endMillis().orElse(Long.MAX_VALUE - 1)
                || runs >= rule.runsMax().orElse(Long.MAX_VALUE)) {
            schedules.remove(name);
        } else {
            schedules.put(name, new Model(model.body(), model.number(), next, model.rule(), runs));
        }
    }

    private List<String> sent(View view) {
        List<String> sent = new ArrayList<>();
        Map<ResourceId, Integer> counted = new HashMap<>();
        view.scan(
                QueueTables.MESSAGES,
                new Keys.InResource(new ResourceId(0), 0),
                new Keys.InResource(new ResourceId(-1), -1),
                (key, row) -> {
                    int place = counted.merge(key.resource(), 1, Integer::sum);
                    if (place > seen.getOrDefault(key.resource(), 0)) {
                        Rule.SCHEDULES.holds(row.sentMillis() == nowMillis, "a message is sent now");
                        sent.add(new String(row.payload().array(), StandardCharsets.UTF_8));
                    }
                    return true;
                });
        seen.putAll(counted);
        return sent;
    }

    private static SortedMap<Name, Long> left(View view) {
        SortedMap<Name, Long> left = new TreeMap<>();
        view.scan(
                ScheduleTables.SCHEDULES,
                new Keys.TextIn(new ResourceId(0), ""),
                new Keys.TextIn(new ResourceId(-1), ""),
                (key, row) -> left.put(new Name(key.resource(), key.value()), row.dueMillis()) == null);
        SortedMap<Name, Long> due = new TreeMap<>();
        view.scan(
                ScheduleTables.DUE,
                new Keys.Due(new ResourceId(0), 0, 0),
                new Keys.Due(new ResourceId(-1), -1, -1),
                (key, row) -> due.put(new Name(key.resource(), row.id()), key.dueMillis()) == null);
        Rule.SCHEDULES.holds(left.equals(due), "schedules are indexed: ", left, " by ", due);
        view.scan(
                ScheduleTables.STATES,
                new Keys.OfResource(new ResourceId(0)),
                new Keys.OfResource(new ResourceId(-1)),
                (key, row) -> {
                    long count = left.keySet().stream()
                            .filter(name -> name.queue().equals(key.resource()))
                            .count();
                    long first = due.entrySet().stream()
                            .filter(entry -> entry.getKey().queue().equals(key.resource()))
                            .mapToLong(Map.Entry::getValue)
                            .min()
                            .orElse(Long.MAX_VALUE);
                    Rule.SCHEDULES.holds(
                            row.count() == count && row.dueFloorMillis() <= first, "schedules are counted: ", row);
                    return true;
                });
        return left;
    }

    /** At the end nothing is due any more. */
    void end(long clockMillis) {
        schedules.forEach((name, model) -> Rule.SCHEDULES.holds(
                model.dueMillis() > clockMillis, "what was due has been sent: ", name, " ", model));
    }

    @Override
    public void asked(Query query, Reply reply, long clockMillis) {}

    @Override
    public void level(Effect.Level level, long atMillis) {}
}
