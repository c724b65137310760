package io.sluice.node.leader;

import io.sluice.node.command.Recurrence;
import io.sluice.node.model.Limits;
import java.time.Instant;
import java.util.OptionalLong;

/** When recurring schedules send: computed above the purity line and told to the rules. Epoch milliseconds. */
public final class Recurrences {
    private Recurrences() {}

    /**
     * The first due time of a rule; empty when it has none.
     *
     * @param startMillis no run is earlier; with a rate it is the first run; empty: from now on
     * @throws IllegalArgumentException when the rule cannot be read; the message says why
     */
    public static OptionalLong first(Recurrence rule, OptionalLong startMillis, long nowMillis) {
        if (rule.cron().isEmpty()) {
            return notAfterEnd(rule, startMillis.orElse(nowMillis + rule.everyMillis()));
        }
        // A run may be at the start itself.
        long afterMillis = Math.max(nowMillis, startMillis.orElse(nowMillis) - 1);
        return afterCron(rule, afterMillis);
    }

    /**
     * The due time after one; empty when that was the last. Of those that are missed only the first has a
     * run, which stands for all.
     *
     * @param asOfMillis the clock, by which it is judged what is missed
     * @throws IllegalArgumentException when the rule cannot be read, as on a JDK that does not know its time zone
     */
    public static OptionalLong following(Recurrence rule, long dueMillis, long asOfMillis) {
        long missedMillis = asOfMillis - Limits.MISSED_AFTER_MILLIS;
        if (!rule.cron().isEmpty()) {
            return afterCron(rule, Math.max(dueMillis, missedMillis - 1));
        }
        long steps = dueMillis < missedMillis
                ? Math.max(1, (missedMillis - dueMillis + rule.everyMillis() - 1) / rule.everyMillis())
                : 1;
        return notAfterEnd(rule, dueMillis + steps * rule.everyMillis());
    }

    private static OptionalLong afterCron(Recurrence rule, long millis) {
        return CronExpression.of(rule.cron(), rule.zone())
                .after(Instant.ofEpochMilli(millis))
                .map(next -> notAfterEnd(rule, next.toEpochMilli()))
                .orElseGet(OptionalLong::empty);
    }

    private static OptionalLong notAfterEnd(Recurrence rule, long millis) {
        return millis <= rule.endMillis().orElse(Long.MAX_VALUE) ? OptionalLong.of(millis) : OptionalLong.empty();
    }
}
