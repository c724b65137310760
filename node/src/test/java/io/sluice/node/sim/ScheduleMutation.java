package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Entry;
import io.sluice.node.command.Query;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.machine.Effect;
import io.sluice.node.machine.Machine;
import io.sluice.node.machine.Outcome;
import io.sluice.node.machine.assembly.Machines;
import io.sluice.node.state.Tx;
import io.sluice.node.state.View;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Deliberate mistakes with schedules. */
enum ScheduleMutation {
    SENDS_EARLY {
        @Override
        Command command(Command command) {
            return command instanceof ScheduleCommand.Schedule made
                    ? new ScheduleCommand.Schedule(
                            made.queue(), made.id(), made.message(), made.dueMillis() - 500, made.recurrence())
                    : command;
        }
    },
    RUNS_AGAIN_SOON {
        @Override
        Following following(Following one) {
            return new Following(one.schedule(), one.dueMillis(), OptionalLong.of(one.dueMillis() + 1));
        }
    },
    NEVER_RUNS_AGAIN {
        @Override
        Following following(Following one) {
            return new Following(one.schedule(), one.dueMillis(), OptionalLong.empty());
        }
    },
    WAITS_FOR_EVER {
        @Override
        Following following(Following one) {
            return new Following(one.schedule(), one.dueMillis() - 1, one.nextMillis());
        }
    },
    CANCELS_NOTHING {
        @Override
        Command command(Command command) {
            return command instanceof ScheduleCommand.Cancel cancel
                    ? new ScheduleCommand.Reschedule(cancel.queue(), cancel.id(), 4_000_000_000_000L, Optional.empty())
                    : command;
        }
    },
    MAKES_UP_FOR_WHAT_IS_SKIPPED {
        @Override
        Recurrence rule(Recurrence rule) {
            return new Recurrence(
                    rule.cron(),
                    rule.zone(),
                    rule.everyMillis(),
                    rule.endMillis(),
                    rule.runsMax(),
                    Recurrence.Missed.RUN_ONCE);
        }
    },
    COUNTS_NO_RUNS {
        @Override
        Recurrence rule(Recurrence rule) {
            return new Recurrence(
                    rule.cron(),
                    rule.zone(),
                    rule.everyMillis(),
                    rule.endMillis(),
                    OptionalLong.empty(),
                    rule.missed());
        }
    };

    Command command(Command command) {
        if (command instanceof ScheduleCommand.Run run) {
            List<Following> following =
                    run.following().stream().map(this::following).toList();
            return new ScheduleCommand.Run(run.queue(), run.asOfMillis(), following);
        }
        return command instanceof ScheduleCommand.Schedule made
                ? new ScheduleCommand.Schedule(
                        made.queue(),
                        made.id(),
                        made.message(),
                        made.dueMillis(),
                        made.recurrence().map(this::rule))
                : command;
    }

    Following following(Following one) {
        return one;
    }

    Recurrence rule(Recurrence rule) {
        return rule;
    }

    /** The real machine with this mistake. */
    Machine machine() {
        return new Mutant(this, Machines.create());
    }

    private record Mutant(ScheduleMutation mutation, Machine real) implements Machine {
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
            List<Entry.Item> items = entry.items().stream()
                    .map(item -> new Entry.Item(item.requestId(), mutation.command(item.command())))
                    .toList();
            return real.apply(tx, term, index, new Entry(entry.stampMillis(), items));
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
}
