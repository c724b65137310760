package io.sluice.client;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a schedule sends: once, or again and again. */
public sealed interface ScheduleTime {
    /** Once; a time that is past is now. At most 100 years ahead. */
    record Once(Instant at) implements ScheduleTime {}

    /**
     * Again and again, at the times of a cron expression.
     *
     * @param expression five fields: minute, hour, day of month, month, day of week
     * @param timeZone IANA name, such as {@code Europe/Berlin}; empty for UTC
     */
    record Cron(String expression, String timeZone, Bounds bounds) implements ScheduleTime {}

    /** Again and again, at a rate of a second or more; the first run is at the start, or an interval from now. */
    record Rate(Duration every, Bounds bounds) implements ScheduleTime {}

    /**
     * From when to when something recurs.
     *
     * @param start no run is earlier; null: from now on
     * @param end no run is later; null: for ever
     * @param maxRuns runs in all; null: any number
     * @param skipMissed runs that are more than a minute late, because the cluster was down, send nothing; otherwise
     *     one message stands for all of them
     */
    record Bounds(
            @Nullable Instant start,
            @Nullable Instant end,
            @Nullable Long maxRuns,
            boolean skipMissed) {
        /** From now on for ever. */
        public static final Bounds NONE = new Bounds(null, null, null, false);
    }
}
