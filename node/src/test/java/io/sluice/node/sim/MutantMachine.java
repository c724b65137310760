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
    private final Mutation mutation;

    MutantMachine(Mutation mutation) {
        this.mutation = mutation;
    }

    @Override
    public void open(View view) {
        if (mutation.opens()) {
            real.open(view);
        }
    }

    @Override
    public Applied applied(View view) {
        return real.applied(view);
    }

    @Override
    public Outcome apply(Tx tx, long term, long index, Entry entry) {
        mutation.before(tx);
        Outcome outcome = real.apply(tx, term, index, mutation.entry(entry, tx));
        mutation.after(tx);
        return mutation.outcome(outcome, entry);
    }

    @Override
    public void skip(Tx tx, long term, long index) {
        real.skip(tx, term, index);
    }

    @Override
    public Reply fill(View view, Command command, Reply reply) {
        return mutation.filled(real.fill(view, command, reply));
    }

    @Override
    public Reply query(View view, Query query, long clockMillis) {
        return mutation.answer(query, real.query(view, query, clockMillis));
    }

    @Override
    public void levels(View view, long clockMillis, Consumer<Effect.Level> consumer) {
        real.levels(view, clockMillis, consumer);
    }
}
