package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.state.Keys;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import io.sluice.node.state.tablet.AppliedRow;
import io.sluice.node.state.tablet.TabletTables;
import java.util.List;
import java.util.function.Consumer;

/** The machine of one replica that does not do what the others do. */
final class DifferingMachine implements Machine {
    private final Machine real = Machines.create();
    private final Difference difference;

    DifferingMachine(Difference difference) {
        this.difference = difference;
    }

    /** How it differs. */
    enum Difference {
        /** Its own clock gets into the rows. */
        CLOCK,
        /** It passes over an entry now and then. */
        SKIPPED_ENTRY,
        /** Its applied index lags behind its rows, so that after a crash an entry is applied again. */
        LATE_INDEX
    }

    @Override
    public void open(View view) {
        real.open(view);
    }

    @Override
    public Applied applied(View view) {
        return real.applied(view);
    }

    @Override
    public Outcome apply(Tx tx, long term, long index, Entry entry) {
        Entry seen = switch (difference) {
            case CLOCK -> new Entry(entry.stampMillis() + index % 2, entry.items());
            case SKIPPED_ENTRY -> index % 40 == 0 ? new Entry(entry.stampMillis(), List.of()) : entry;
            case LATE_INDEX -> entry;
        };
        Outcome outcome = real.apply(tx, term, index, seen);
        if (difference == Difference.LATE_INDEX && index % 40 == 0) {
            tx.get(TabletTables.APPLIED, new Keys.Only())
                    .ifPresent(row -> tx.put(
                            TabletTables.APPLIED,
                            new Keys.Only(),
                            new AppliedRow(row.term(), row.index() - 1, row.millis(), row.format())));
        }
        return outcome;
    }

    @Override
    public void skip(Tx tx, long term, long index) {
        real.skip(tx, term, index);
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        return real.fill(view, command, reply);
    }

    @Override
    public Reply query(View view, Query query, long clockMillis) {
        return real.query(view, query, clockMillis);
    }

    @Override
    public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {
        real.levels(view, clockMillis, consumer);
    }
}
