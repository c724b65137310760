package io.sluice.client.cli;

import io.sluice.client.ScheduleTime;
import io.sluice.client.ScheduleTime.Bounds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that say when a schedule sends. */
final class ScheduleWhen {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--at", paramLabel = "TIME", description = "Once, at such as 2030-01-31T08:00:00Z.")
    private @Nullable String at;

    @Option(names = "--in", paramLabel = "SPAN", description = "Once, in such as 90s, 15m, 12h or 400d.")
    private @Nullable String in;

    @Option(
            names = "--cron",
            paramLabel = "EXPRESSION",
            description = "Again and again, at such as '0 8 * * MON-FRI' (minute hour day month weekday).")
    private @Nullable String cron;

    @Option(
            names = "--zone",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Time zone of --cron, such as Europe/Berlin (default: UTC).")
    private String zone;

    @Option(names = "--every", paramLabel = "SPAN", description = "Again and again, from 1s on.")
    private @Nullable String every;

    @Option(names = "--start", paramLabel = "TIME", description = "What recurs does not run earlier.")
    private @Nullable String start;

    @Option(names = "--end", paramLabel = "TIME", description = "What recurs does not run later.")
    private @Nullable String end;

    @Option(names = "--runs", paramLabel = "N", description = "What recurs ends after so many.")
    private @Nullable Long runs;

    @Option(
            names = "--skip-missed",
            description = "Runs more than a minute late, as after a failure of the whole cluster, send nothing;"
                    + " without it one message stands for all of them.")
    private boolean skipMissed;

    /** What the options say; refuses what makes no sense. */
    ScheduleTime time(Instant now) {
        try {
            return parse(now);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private ScheduleTime parse(Instant now) {
        int given = (at == null ? 0 : 1) + (in == null ? 0 : 1) + (cron == null ? 0 : 1) + (every == null ? 0 : 1);
        if (given != 1) {
            throw new IllegalArgumentException("say when by one of --at, --in, --cron and --every");
        }
        Bounds bounds =
                new Bounds(start == null ? null : instant(start), end == null ? null : instant(end), runs, skipMissed);
        if (cron != null) {
            return new ScheduleTime.Cron(cron, zone, bounds);
        }
        if (every != null) {
            return new ScheduleTime.Rate(Spans.parse(every), bounds);
        }
        if (!bounds.equals(Bounds.NONE)) {
            throw new IllegalArgumentException("--start, --end, --runs and --skip-missed go with --cron and --every");
        }
        return new ScheduleTime.Once(at == null ? now.plus(Spans.parse(in == null ? "" : in)) : instant(at));
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time is such as 2030-01-31T08:00:00Z, not " + text, e);
        }
    }

    /** A rule in a word, for people. */
    static String told(ScheduleTime time) {
        if (time instanceof ScheduleTime.Cron rule) {
            return rule.expression() + (rule.timeZone().isEmpty() ? "" : " " + rule.timeZone());
        }
        return time instanceof ScheduleTime.Rate rate
                ? "every " + rate.every().toString().substring(2).toLowerCase(Locale.ROOT)
                : "once";
    }

    /** A rule for scripts; nothing for once. */
    static Map<String, Object> shown(ScheduleTime time) {
        Map<String, Object> shown = new LinkedHashMap<>();
        Bounds bounds = Bounds.NONE;
        if (time instanceof ScheduleTime.Cron rule) {
            shown.put("cron", rule.expression());
            shown.put("time_zone", rule.timeZone());
            bounds = rule.bounds();
        } else if (time instanceof ScheduleTime.Rate rate) {
            shown.put("rate_millis", rate.every().toMillis());
            bounds = rate.bounds();
        } else {
            return shown;
        }
        if (bounds.end() != null) {
            shown.put("end", bounds.end().toString());
        }
        if (bounds.maxRuns() != null) {
            shown.put("max_runs", bounds.maxRuns());
        }
        shown.put("missed_runs", bounds.skipMissed() ? "SKIP" : "RUN_ONCE");
        return shown;
    }
}
