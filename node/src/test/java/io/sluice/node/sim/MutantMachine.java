package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Reply;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.function.Consumer;

/** The real machine with one mistake. */
final class MutantMachine implements Machine {
    private final Machine real = Machines.create();
    private final Mistake mistake;

    MutantMachine(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public void open(View view) {
        if (mistake.opens()) {
            real.open(view);
        }
    }

    @Override
    public Applied applied(View view) {
        return real.applied(view);
    }

    @Override
    public Outcome apply(Tx tx, long term, long index, Entry entry) {
        mistake.before(tx);
        Outcome outcome = real.apply(tx, term, index, mistake.entry(entry, tx));
        mistake.after(tx);
        return mistake.outcome(outcome, entry);
    }

    @Override
    public void skip(Tx tx, long term, long index) {
        real.skip(tx, term, index);
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        return mistake.filled(real.fill(view, command, reply));
    }

    @Override
    public Reply query(View view, Query query, long clockMillis) {
        return mistake.answer(query, real.query(view, query, clockMillis), view);
    }

    @Override
    public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {
        real.levels(view, clockMillis, consumer);
    }
}
