package io.sluice.node.sim;

import io.sluice.node.command.Life;
import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.FifoEntryRow;
import io.sluice.node.state.queue.FifoEntryRow.State;
import io.sluice.node.state.queue.FifoGroupRow;
import io.sluice.node.state.queue.FifoMemoryLogRow;
import io.sluice.node.state.queue.FifoMemoryRow;
import io.sluice.node.state.queue.FifoStateRow;
import io.sluice.node.state.queue.FifoTables;
import io.sluice.node.state.queue.MessageRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.QueueTables;
import io.sluice.node.state.queue.TenantTables;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the rows of one FIFO queue to a scan of themselves and to the oracle's messages (Q8). */
final class FifoRowsCheck {
    private static final int OFFERED_MAX = 10;

    private final View view;
    private final ResourceId id;
    private final SortedMap<Long, FifoEntryRow> entries = new TreeMap<>();
    private final SortedMap<Long, FifoGroupRow> groups = new TreeMap<>();
    /** The entries of each group and state. */
    private final Map<Long, SortedMap<Long, FifoEntryRow>> byLine = new HashMap<>();

    private final QueueStateRow base;
    private final FifoStateRow state;

    FifoRowsCheck(View view, ResourceId id) {
        this.view = view;
        this.id = id;
        view.scan(FifoTables.ENTRIES, key(0), key(-1), (key, row) -> entries.put(key.number(), row) == null);
        entries.forEach((sequence, row) -> byLine.computeIfAbsent(
                        FifoTables.line(row.group(), row.state()), unused -> new TreeMap<>())
                .put(sequence, row));
        view.scan(FifoTables.GROUPS, key(0), key(-1), (key, row) -> groups.put(key.number(), row) == null);
        base = view.get(QueueTables.STATES, new Keys.OfResource(id)).orElseThrow();
        state = view.get(FifoTables.STATES, new Keys.OfResource(id)).orElse(FifoStateRow.EMPTY);
    }

    void check(QueueModel queue, long nowMillis) {
        check();
        model(queue, nowMillis);
    }

    /** Holds the rows to a scan of themselves. */
    void check() {
        SortedMap<Long, Life> lives = new TreeMap<>();
        entries.forEach((sequence, row) -> lives.put(sequence, row.life()));
        LifetimeRowsCheck.check(view, id, lives);
        counters();
        lines();
        due();
        groups.forEach(this::group);
        ready();
        parked();
        names();
        memory();
    }

    private void counters() {
        long shut = groups.values().stream()
                .filter(row -> row.wakeMillis() != 0)
                .mapToLong(row -> row.fresh() + row.returned())
                .sum();
        holds(base.tenants().shut() == shut, "what is shut is counted: ", base);
        holds(base.leased() == count(State.LEASED), "leased are counted: ", base);
        holds(base.delayed() == count(State.DELAYED), "delayed are counted: ", base);
        holds(base.returned() == count(State.RETURNED) + count(State.FRESH), "visible are counted: ", base);
        holds(base.cursor() == base.nextSequence(), "the cursor is at the end: ", base);
        holds(entries.isEmpty() || entries.firstKey() >= state.oldestFloor(), "the floor of all: ", state);
        Optional<Long> ripe = entries.entrySet().stream()
                .filter(entry -> entry.getValue().state() == State.DELAYED)
                .map(entry -> entry.getKey())
                .findFirst();
        holds(ripe.isEmpty() == (state.ripeSentMillis() == Long.MAX_VALUE), "delayed are known: ", state);
        ripe.ifPresent(first -> {
            holds(state.ripe() == first, "the first delayed is ", first, ": ", state);
            holds(state.ripeSentMillis() == row(entries, first).sentMillis(), "its time: ", state);
            holds(
                    entries.tailMap(first).values().stream().allMatch(row -> row.state() == State.DELAYED),
                    "all after it are delayed");
        });
    }

    private long count(State which) {
        return entries.values().stream().filter(row -> row.state() == which).count();
    }

    private void lines() {
        Set<Keys.InLine> expected = new HashSet<>();
        entries.forEach((sequence, row) -> {
            if (row.state() == State.LEASED || row.state() == State.RETURNED) {
                expected.add(new Keys.InLine(id, FifoTables.line(row.group(), row.state()), sequence));
            }
        });
        Set<Keys.InLine> found = new HashSet<>();
        view.scan(
                FifoTables.LINES,
                new Keys.InLine(id, 0, 0),
                new Keys.InLine(id, -1, -1),
                (key, mark) -> found.add(key));
        holds(found.equals(expected), "lines are those of the entries: ", found, " ", expected);
    }

    private void due() {
        SortedMap<Long, Long> due = new TreeMap<>();
        view.scan(
                QueueTables.DUE,
                new Keys.Due(id, 0, 0),
                new Keys.Due(id, -1, -1),
                (key, mark) -> due.put(key.number(), key.dueMillis()) == null);
        entries.forEach((sequence, row) -> {
            Optional<Long> expected = row.state() == State.LEASED ? Optional.of(row.dueMillis()) : Optional.empty();
            holds(Optional.ofNullable(due.remove(sequence)).equals(expected), "due is indexed: ", sequence);
            holds(expected.isEmpty() || expected.get() >= base.dueFloorMillis(), "the floor of due: ", base);
        });
        holds(due.isEmpty(), "what is due is there: ", due);
    }

    private void group(long number, FifoGroupRow row) {
        holds(row.delayed() == in(number, State.DELAYED).size(), "delayed of a group: ", row);
        line(row.fresh(), in(number, State.FRESH), row);
        line(row.returned(), in(number, State.RETURNED), row);
        line(row.leased(), in(number, State.LEASED), row);
        holds(row.firstReturned() == first(number, State.RETURNED), "first returned of a group: ", row);
        holds(row.firstLeased() == first(number, State.LEASED), "first leased of a group: ", row);
        fresh(row, in(number, State.FRESH));
        boolean hasMessages = row.delayed() + row.fresh() + row.returned() + row.leased() > 0;
        holds(hasMessages || row.wakeMillis() != 0, "a group has messages, or is remembered: ", row);
        holds(
                row.wakeMillis() == 0
                        || view.get(TenantTables.WAKES, new Keys.Due(id, row.wakeMillis(), number))
                                .isPresent(),
                "it is known when a group wakes: ",
                row);
        holds(isReady(number) == (row.ready() != 0), "ready is known: ", row);
        boolean listed = view.get(FifoTables.PARKED, key(number)).isPresent();
        holds(listed == (row.parkedMillis() != 0), "a parked group is listed: ", row);
    }

    /** From the first to the last each names the next, and from the last to the second the one before. */
    private static void fresh(FifoGroupRow group, SortedMap<Long, FifoEntryRow> fresh) {
        long expected = group.firstFresh();
        long before = 0;
        for (Map.Entry<Long, FifoEntryRow> entry : fresh.entrySet()) {
            holds(entry.getKey() == expected, "the next fresh one is ", expected, ": ", group);
            holds(before == 0 || entry.getValue().previous() == before, "the one before is ", before, ": ", group);
            before = entry.getKey();
            expected = entry.getValue().next();
        }
        holds(expected == 0, "nothing comes after the last fresh one: ", group);
        holds(group.lastFresh() == (fresh.isEmpty() ? 0 : fresh.lastKey()), "the last fresh one: ", group);
    }

    private static void line(long count, SortedMap<Long, FifoEntryRow> line, FifoGroupRow row) {
        holds(count == line.size(), "messages of a group are counted: ", row);
    }

    private SortedMap<Long, FifoEntryRow> in(long group, State which) {
        return byLine.getOrDefault(FifoTables.line(group, which), new TreeMap<>());
    }

    private long first(long group, State which) {
        SortedMap<Long, FifoEntryRow> line = in(group, which);
        return line.isEmpty() ? Long.MAX_VALUE : line.firstKey();
    }

    private boolean isReady(long group) {
        FifoGroupRow row = row(groups, group);
        return row.parkedMillis() == 0
                && row.wakeMillis() == 0
                && Math.min(first(group, State.RETURNED), first(group, State.FRESH)) < first(group, State.LEASED);
    }

    private void ready() {
        Set<Long> found = new HashSet<>();
        view.scan(FifoTables.READY, key(0), key(-1), (key, row) -> {
            holds(
                    key.number() >= state.readyFloor() && key.number() < state.nextReady(),
                    "the floor of ready: ",
                    state);
            holds(row(groups, row.number()).ready() == key.number(), "a group knows its place: ", key);
            return found.add(row.number());
        });
        long offered = 0;
        for (long group : groups.keySet()) {
            holds(found.contains(group) == isReady(group), "ready groups are listed: ", group);
            if (isReady(group)) {
                int all = in(group, State.FRESH).size()
                        + in(group, State.RETURNED).size();
                offered += in(group, State.LEASED).isEmpty() ? Math.min(OFFERED_MAX, all) : 1;
            }
        }
        holds(state.offered() == offered, "what is offered is ", offered, ": ", state);
    }

    private void parked() {
        long[] found = {0};
        view.scan(FifoTables.PARKED, key(0), key(-1), (key, mark) -> {
            holds(groups.containsKey(key.number()), "a parked group has messages: ", key);
            return ++found[0] > 0;
        });
        holds(found[0] == state.parked(), "parked groups are counted: ", state);
    }

    private void names() {
        SortedMap<Long, String> names = new TreeMap<>();
        view.scan(
                FifoTables.NAMES,
                new Keys.TextIn(id, ""),
                new Keys.TextIn(id, "~"),
                (key, row) -> names.put(row.number(), key.value()) == null);
        holds(names.keySet().equals(groups.keySet()), "groups have names: ", names);
        names.forEach((number, name) -> holds(row(groups, number).name().equals(name), "a group has one name"));
    }

    private void memory() {
        SortedMap<Long, FifoMemoryLogRow> log = new TreeMap<>();
        view.scan(FifoTables.MEMORY_LOG, key(0), key(-1), (key, row) -> log.put(key.number(), row) == null);
        holds(log.size() == state.nextMemory() - state.memoryFloor(), "the log has no gap: ", state);
        holds(
                log.isEmpty()
                        ? state.memoryMillis() == Long.MAX_VALUE
                        : log.firstKey() == state.memoryFloor()
                                && row(log, log.firstKey()).millis() == state.memoryMillis(),
                "the log begins at its floor: ",
                state);
        view.scan(FifoTables.MEMORY, new Keys.TextIn(id, ""), new Keys.TextIn(id, "~"), (key, row) -> {
            remembered(key.value(), row, log);
            return true;
        });
    }

    private static void remembered(String name, FifoMemoryRow row, SortedMap<Long, FifoMemoryLogRow> log) {
        holds(
                log.containsKey(row.log()) && row(log, row.log()).keys().contains(name),
                "what is remembered will be forgotten: ",
                name);
    }

    private void model(QueueModel queue, long nowMillis) {
        for (long sequence : entries.keySet()) {
            if (!queue.maybeLeft(sequence)) {
                queue.existing(sequence);
            }
        }
        groups.forEach((number, row) -> Rule.PARKED_GROUPS.holds(
                switch (queue.fifo.groups.parked(row.name())) {
                    case NO -> row.parkedMillis() == 0 || queue.leftovers > 0;
                    case MAYBE -> true;
                    case YES -> row.parkedMillis() != 0;
                },
                "it is known whether a group is parked: ",
                row));
        SortedMap<Long, MessageRow> messages = new TreeMap<>();
        view.scan(QueueTables.MESSAGES, key(0), key(-1), (key, row) -> messages.put(key.number(), row) == null);
        holds(messages.keySet().equals(entries.keySet()), "every message has an entry");
        for (Message message : queue.messages.values()) {
            FifoEntryRow row = entries.get(message.sequence);
            if (row == null) {
                Rule.Q1_NO_ACKED_LOSS.holds(
                        queue.maybeGone(message, nowMillis), "a message is lost: ", message.sequence);
                continue;
            }
            Rule.Q2_NO_INVENTION.holds(
                    row(messages, message.sequence).payload().equals(message.payload)
                            && row.sentMillis() == message.sentMillis
                            && row(groups, row.group()).name().equals(message.group),
                    "a message is as sent: ",
                    message.sequence);
            Rule.Q6_COUNTING.holds(row.leases() == message.receives, "receives are counted: ", message.sequence);
        }
    }

    private static <V> V row(Map<Long, V> rows, long number) {
        return Optional.ofNullable(rows.get(number))
                .orElseThrow(() -> new Rule.BrokenRule(Rule.Q8_CONSERVATION, "no row has the number " + number));
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(id, number);
    }

    private static void holds(boolean condition, Object... what) {
        Rule.Q8_CONSERVATION.holds(condition, what);
    }
}
