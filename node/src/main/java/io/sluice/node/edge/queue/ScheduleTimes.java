package io.sluice.node.edge.queue;

import io.sluice.api.v1.Recurrence;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.leader.Recurrences;
import io.sluice.node.model.Limits;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/** Checks when users want a schedule to send, and finds the first time. */
final class ScheduleTimes {
    private static final String RUN_ONCE = "RUN_ONCE";
    private static final String SKIP = "SKIP";

    private final LongSupplier clockMillis;

    ScheduleTimes(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /**
     * When a schedule sends.
     *
     * @param dueMillis when it does first
     * @param recurrence absent: once
     */
    record When(long dueMillis, Optional<io.sluice.node.command.Recurrence> recurrence) {}

    /** Once, epoch milliseconds. */
    Checked<When> at(long millis) {
        return millis < 0
                ? Checked.bad(QueueErrors.value(millis, "AtTimestamp", "Must be epoch milliseconds."))
                : Checked.good(new When(millis, Optional.empty()));
    }

    /** Neither once nor again and again. */
    Checked<When> never() {
        return Checked.bad(QueueErrors.missing("AtTimestamp or Recurrence"));
    }

    /** Again and again. */
    Checked<When> by(Recurrence given) {
        if (given.getCron().isEmpty() == (given.getRateMillis() == 0)) {
            return Checked.bad(QueueErrors.invalid("A Recurrence has either Cron or RateMillis."));
        }
        if ((given.getCron().isEmpty() && given.getRateMillis() < Limits.SCHEDULE_RATE_MILLIS_MIN)
                || given.getRateMillis() > Limits.SCHEDULE_AHEAD_MILLIS_MAX) {
            return Checked.bad(QueueErrors.value(
                    given.getRateMillis(), "RateMillis", "Must be 1000 or more, and below 100 years."));
        }
        if (given.getCron().isEmpty() && !given.getTimeZone().isEmpty()) {
            return Checked.bad(QueueErrors.invalid("A TimeZone goes with Cron, not with RateMillis."));
        }
        if (given.hasMaxRuns() && given.getMaxRuns() < 1) {
            return Checked.bad(QueueErrors.value(given.getMaxRuns(), "MaxRuns", "Must be 1 or more, if provided."));
        }
        if (given.getStartTimestamp() < 0 || given.getEndTimestamp() < 0) {
            return Checked.bad(QueueErrors.invalid("StartTimestamp and EndTimestamp are epoch milliseconds."));
        }
        return missed(given.getMissedRuns()).then(missed -> first(given, missed));
    }

    private static Checked<io.sluice.node.command.Recurrence.Missed> missed(String text) {
        return switch (text) {
            case "", RUN_ONCE -> Checked.good(io.sluice.node.command.Recurrence.Missed.RUN_ONCE);
            case SKIP -> Checked.good(io.sluice.node.command.Recurrence.Missed.SKIP);
            default -> Checked.bad(QueueErrors.value(text, "MissedRuns", "Must be RUN_ONCE or SKIP, if provided."));
        };
    }

    private Checked<When> first(Recurrence given, io.sluice.node.command.Recurrence.Missed missed) {
        io.sluice.node.command.Recurrence rule = new io.sluice.node.command.Recurrence(
                given.getCron(),
                given.getTimeZone(),
                given.getRateMillis(),
                given.hasEndTimestamp() ? OptionalLong.of(given.getEndTimestamp()) : OptionalLong.empty(),
                given.hasMaxRuns() ? OptionalLong.of(given.getMaxRuns()) : OptionalLong.empty(),
                missed);
        OptionalLong start =
                given.hasStartTimestamp() ? OptionalLong.of(given.getStartTimestamp()) : OptionalLong.empty();
        try {
            OptionalLong first = Recurrences.first(rule, start, clockMillis.getAsLong());
            return first.isPresent()
                    ? Checked.good(new When(first.getAsLong(), Optional.of(rule)))
                    : Checked.bad(QueueErrors.invalid(
                            "The Recurrence has no run: none of its times is ahead and" + " before its EndTimestamp."));
        } catch (IllegalArgumentException e) {
            return Checked.bad(QueueErrors.value(given.getCron(), "Cron", e.getMessage() + "."));
        }
    }

    /** The rule as users gave it. */
    static Recurrence told(io.sluice.node.command.Recurrence rule) {
        Recurrence.Builder told = Recurrence.newBuilder()
                .setCron(rule.cron())
                .setTimeZone(rule.zone())
                .setRateMillis(rule.everyMillis());
        rule.endMillis().ifPresent(told::setEndTimestamp);
        rule.runsMax().ifPresent(told::setMaxRuns);
        told.setMissedRuns(
                switch (rule.missed()) {
                    case RUN_ONCE -> RUN_ONCE;
                    case SKIP -> SKIP;
                });
        return told.build();
    }
}
