package io.sluice.node.golden;

import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.EntryCodec;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.fixture.AllRows;
import io.sluice.node.fixture.MemoryStore;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.machine.Sieve;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.ResourceId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One replica on which a script is played. Lines of one step that carry commands are one log entry. */
final class Stage {
    /** Log times are far from zero, as they are in life. */
    static final long BEGIN_MILLIS = 1_700_000_000_000L;

    private final MemoryStore store = new MemoryStore();
    private final SortedMap<String, ResourceId> queues = new TreeMap<>();
    private final SortedMap<ResourceId, String> names = new TreeMap<>();
    private final Actions actions = new Actions(this::queue);
    private final Results results = new Results(BEGIN_MILLIS, this::name);
    private Machine machine = Machines.create(Stage::sieve);
    private long index;

    Stage() {
        store.read(view -> {
            machine.open(view);
            return true;
        });
    }

    List<String> play(List<String> lines) {
        List<String> result = new ArrayList<>();
        List<Entry.Item> items = new ArrayList<>();
        long millis = BEGIN_MILLIS;
        boolean repeats = false;
        for (String line : lines) {
            String[] parts = line.startsWith("at ") ? line.substring(3).split(" ", 2) : new String[] {"0s", line};
            long atMillis = BEGIN_MILLIS + Words.duration(parts[0]);
            Words words = Words.of(parts[1]);
            if (!control(words, result) && !asked(words, atMillis, result)) {
                millis = items.isEmpty() ? atMillis : millis;
                repeats |= words.has("repeat");
                addItems(words, items);
            }
        }
        if (!items.isEmpty()) {
            apply(new Entry(millis, items), repeats, result);
        }
        return result;
    }

    private boolean control(Words words, List<String> result) {
        switch (words.verb()) {
            case "restart" -> {
                machine = Machines.create(Stage::sieve);
                store.read(view -> {
                    machine.open(view);
                    return true;
                });
                result.add("restarted");
            }
            case "skip" -> {
                store.write(tx -> {
                    machine.skip(tx, 1, ++index);
                    return true;
                });
                result.add("applied " + store.read(machine::applied).index());
            }
            case "rows" -> store.read(AllRows::counts).forEach((table, count) -> result.add(table + " " + count));
            case "levels" ->
                store.read(view -> {
                    machine.levels(view, BEGIN_MILLIS, level -> result.add(results.of(level)));
                    return true;
                });
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean asked(Words words, long atMillis, List<String> result) {
        Optional<Query> query = actions.query(words);
        query.ifPresent(one -> {
            Reply reply = store.read(view -> machine.query(view, one, atMillis));
            result.addAll(reply.match(results).lines().toList());
        });
        return query.isPresent();
    }

    private void addItems(Words words, List<Entry.Item> items) {
        int request = words.number("request", 0);
        Command command = actions.command(words);
        for (int i = 0; i < words.number("repeat", 1); i++) {
            items.add(new Entry.Item(request == 0 ? RequestId.NONE : new RequestId(1, (long) request + i), command));
        }
    }

    private void apply(Entry entry, boolean repeats, List<String> result) {
        Entry decoded = EntryCodec.decode(ByteBuffer.wrap(EntryCodec.encode(entry)));
        Outcome outcome = store.write(tx -> machine.apply(tx, 1, ++index, decoded));
        if (repeats) {
            result.add(outcome.replies().size() + " replies, the last:");
        }
        for (int i = repeats ? decoded.items().size() - 1 : 0;
                i < decoded.items().size();
                i++) {
            Command command = decoded.items().get(i).command();
            Reply reply = outcome.replies().get(i);
            Reply filled = store.read(view -> machine.fill(view, command, reply));
            result.addAll(filled.match(results).lines().toList());
        }
        outcome.effects().forEach(effect -> result.add(results.of(effect)));
    }

    /** Expressions of scripts are parts of bodies; "?" is one that fails, "!" one that makes no sense. */
    private static Optional<Sieve> sieve(BrowseFilter filter) {
        String part = filter.expression();
        return part.equals("!")
                ? Optional.empty()
                : Optional.of((message, nowMillis) -> part.equals("?")
                        ? Sieve.Verdict.FAILED
                        : Words.text(message.payload()).contains(part) ? Sieve.Verdict.KEPT : Sieve.Verdict.LEFT);
    }

    private ResourceId queue(String name) {
        return queues.computeIfAbsent(name, unused -> {
            ResourceId id = new ResourceId(queues.size() + 1L);
            names.put(id, name);
            return id;
        });
    }

    private String name(ResourceId resource) {
        return Optional.ofNullable(names.get(resource)).orElseGet(resource::toString);
    }
}
