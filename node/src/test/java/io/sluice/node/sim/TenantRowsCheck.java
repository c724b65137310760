package io.sluice.node.sim;

import io.sluice.node.model.ResourceId;
import io.sluice.node.state.Keys;
import io.sluice.node.state.View;
import io.sluice.node.state.queue.HeldRow;
import io.sluice.node.state.queue.QueueStateRow;
import io.sluice.node.state.queue.Rank;
import io.sluice.node.state.queue.TenantRow;
import io.sluice.node.state.queue.TenantStateRow;
import io.sluice.node.state.queue.TenantTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Holds the rows of one standard queue's tenants to a scan of themselves and of its messages (Q8). */
final class TenantRowsCheck {
    private final View view;
    private final ResourceId id;
    private final SortedMap<Long, TenantRow> tenants = new TreeMap<>();
    private final SortedMap<Long, Long> stranded = new TreeMap<>();
    private final Map<Long, SortedMap<Long, Long>> strands = new HashMap<>();
    private final TenantStateRow state;

    TenantRowsCheck(View view, ResourceId id) {
        this.view = view;
        this.id = id;
        state = view.get(TenantTables.STATES, new Keys.OfResource(id)).orElse(TenantStateRow.EMPTY);
        view.scan(TenantTables.TENANTS, key(0), key(-1), (key, row) -> tenants.put(key.number(), row) == null);
        view.scan(TenantTables.STRANDS, line(0, 0), line(-1, -1), (key, row) -> {
            strands.computeIfAbsent(key.line(), unused -> new TreeMap<>()).put(key.number(), row.sequence());
            return stranded.put(row.sequence(), key.number()) == null;
        });
    }

    /** Numbers of the returns of what is in strands, by sequence. */
    SortedMap<Long, Long> stranded() {
        return stranded;
    }

    void check(SortedMap<Long, HeldRow> held, QueueStateRow base) {
        held.forEach((sequence, row) -> {
            SortedMap<Long, Long> strand = strand(row.rank());
            boolean in = row.state() == HeldRow.State.RETURNED && !row.rank().isPlain();
            holds(in == strand.containsValue(sequence), "visible is in its strand: ", sequence);
            holds(row.rank().tenant() == 0 || tenants.containsKey(row.rank().tenant()), "has a tenant: ", row);
        });
        long shut = 0;
        long rotas = 0;
        for (Map.Entry<Long, TenantRow> one : tenants.entrySet()) {
            tenant(one.getKey(), one.getValue(), held, base);
            shut += one.getValue().shut();
            rotas += one.getValue().strands().stream()
                    .filter(strand -> strand.place() != 0)
                    .count();
        }
        holds(base.tenants().visible() == stranded.size(), "what is in strands is counted: ", base);
        holds(base.tenants().shut() == shut, "what is shut is counted: ", base);
        rotas(rotas);
        loose();
        wakes(base);
    }

    private void tenant(long number, TenantRow row, SortedMap<Long, HeldRow> held, QueueStateRow base) {
        List<HeldRow> own = held.values().stream()
                .filter(one -> one.rank().tenant() == number)
                .toList();
        holds(count(own, HeldRow.State.LEASED) == row.leased(), "leased are counted: ", row);
        holds(count(own, HeldRow.State.DELAYED) == row.delayed(), "delayed are counted: ", row);
        long visible = 0;
        for (TenantRow.Strand strand : row.strands()) {
            SortedMap<Long, Long> there = strand(new Rank(number, strand.priority()));
            holds(there.size() == strand.count() && strand.count() > 0, "a strand is counted: ", row);
            holds(there.firstKey() >= strand.floor(), "the floor of a strand: ", row);
            boolean open = row.shut() == 0;
            holds(open == (strand.place() != 0), "whoever may give something is in the rota: ", row);
            holds(
                    strand.place() == 0 || strand.rota() == TenantTables.rota(strand.priority(), row.leased()),
                    "in the right part of it: ",
                    row);
            visible += strand.count();
        }
        holds(count(own, HeldRow.State.RETURNED) == visible, "visible are counted: ", row);
        holds(row.shut() == 0 || row.shut() == visible, "all is shut or nothing: ", row);
        holds(row.parkedMillis() == 0 || row.shut() == visible, "a parked one is shut: ", row);
        holds(
                visible + row.leased() + row.delayed() > 0 || row.parkedMillis() != 0 || row.wakeMillis() != 0,
                "a tenant without messages has no row: ",
                row);
        Optional<Long> named =
                view.get(TenantTables.NAMES, new Keys.TextIn(id, row.name())).map(name -> name.number());
        holds(named.equals(Optional.of(number)), "a tenant is found by its name: ", row);
        boolean wakes = row.wakeMillis() != 0;
        holds(
                !wakes
                        || view.get(TenantTables.WAKES, new Keys.Due(id, row.wakeMillis(), number))
                                .isPresent(),
                "it is known when a tenant wakes: ",
                row);
        holds(!wakes || base.tenants().wakeMillis() <= row.wakeMillis(), "the floor of wakes: ", base);
        holds(
                view.get(TenantTables.PARKED, key(number)).isPresent() == (row.parkedMillis() != 0),
                "parked are listed: ",
                row);
    }

    private void rotas(long expected) {
        Map<Integer, Long> counts = new HashMap<>();
        view.scan(TenantTables.ROTAS, line(0, 0), line(-1, -1), (key, row) -> {
            TenantRow tenant = tenants.get(row.number());
            holds(
                    tenant != null
                            && tenant.strands().stream()
                                    .anyMatch(strand -> strand.place() == key.number() && strand.rota() == key.line()),
                    "who is in the rota knows it: ",
                    key);
            counts.merge((int) key.line(), 1L, Long::sum);
            return true;
        });
        holds(counts.values().stream().mapToLong(Long::longValue).sum() == expected, "the rota has no more");
        Map<Integer, Long> said = new HashMap<>();
        state.rotas().forEach(part -> said.put(part.number(), part.count()));
        holds(said.equals(counts), "the parts of the rota are counted: ", state, " but ", counts);
    }

    private void loose() {
        Map<Integer, Long> said = new HashMap<>();
        state.loose().forEach(one -> said.put(one.priority(), one.count()));
        Map<Integer, Long> counts = new HashMap<>();
        for (int priority = 0; priority < 10; priority++) {
            long size = strand(new Rank(0, priority)).size();
            if (size > 0) {
                counts.put(priority, size);
            }
        }
        holds(said.equals(counts), "what has no tenant is counted: ", state, " but ", counts);
    }

    private void wakes(QueueStateRow base) {
        view.scan(TenantTables.WAKES, new Keys.Due(id, 0, 0), new Keys.Due(id, -1, -1), (key, mark) -> {
            TenantRow row = tenants.get(key.number());
            holds(row != null && row.wakeMillis() == key.dueMillis(), "who wakes knows it: ", key, " ", base);
            return true;
        });
    }

    private SortedMap<Long, Long> strand(Rank rank) {
        return strands.getOrDefault(TenantTables.strand(rank), new TreeMap<>());
    }

    private static long count(List<HeldRow> rows, HeldRow.State which) {
        return rows.stream().filter(row -> row.state() == which).count();
    }

    private Keys.InResource key(long number) {
        return new Keys.InResource(id, number);
    }

    private Keys.InLine line(long line, long number) {
        return new Keys.InLine(id, line, number);
    }

    private static void holds(boolean condition, Object... what) {
        Rule.Q8_CONSERVATION.holds(condition, what);
    }
}
