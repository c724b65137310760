package io.sluice.node.sim;

import io.sluice.node.command.Command;
import io.sluice.node.command.Recurrence;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleCommand.Following;
import io.sluice.node.state.Tx;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Deliberate mistakes with schedules. */
enum ScheduleMutation implements Mistake {
    SENDS_EARLY {
        @Override
        public Command command(Command command, Tx tx) {
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
        public Command command(Command command, Tx tx) {
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

    @Override
    public List<Rule> broken() {
        return List.of(Rule.SCHEDULES);
    }

    @Override
    public Command command(Command command, Tx tx) {
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
}
