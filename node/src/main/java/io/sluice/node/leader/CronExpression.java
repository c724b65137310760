package io.sluice.node.leader;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;
import java.util.Optional;

/**
 * A cron expression of five fields (POSIX crontab, with steps, names and {@code L}) in a time zone. Which
 * instants it means depends on the time zone rules of this JDK, so nothing below the purity line may use
 * it (ADR 0060).
 *
 * <p>Clocks that go forward: a time that is left out is run at the change, unless the hour is every hour,
 * which then goes on with the next. Clocks that go back: a time that comes twice is run the first time only,
 * unless the hour is every hour. Vixie cron does so too.
 */
public final class CronExpression {
    /** Years that are looked through for the next time: 29 February can be 8 years away. */
    private static final int YEARS_MAX = 9;

    private static final int HOURS = 24;

    /** Local times that are tried: those of the longest time that comes twice. */
    private static final int ATTEMPTS_MAX = HOURS * 60;

    private final long minutes;
    private final long hours;
    private final long days;
    private final boolean lastDay;
    private final long months;
    private final long weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;
    private final boolean everyHour;
    private final ZoneId zone;

    private CronExpression(String[] fields, ZoneId zone) {
        minutes = CronField.MINUTE.read(fields[0]);
        hours = CronField.HOUR.read(fields[1]);
        String dayText = fields[2].toUpperCase(Locale.ROOT);
        lastDay = dayText.equals("L");
        days = lastDay ? 0 : CronField.DAY.read(dayText);
        months = CronField.MONTH.read(fields[3]);
        weekdays = CronField.WEEKDAY.read(fields[4]);
        anyDay = dayText.startsWith("*");
        anyWeekday = fields[4].startsWith("*");
        everyHour = fields[1].startsWith("*");
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @param zone IANA name; empty for UTC
     * @throws IllegalArgumentException when it is none, or when there is no such zone; the message says why
     */
    public static CronExpression of(String text, String zone) {
        String[] fields = text.trim().split("[ \t]+");
        if (fields.length != CronField.values().length) {
            throw new IllegalArgumentException("a cron expression has 5 fields (minute, hour, day of month, month,"
                    + " day of week), and this one has " + fields.length);
        }
        try {
            return new CronExpression(fields, zone.isEmpty() ? ZoneOffset.UTC : ZoneId.of(zone));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "there is no time zone " + zone + "; names are such as Europe/Berlin", e);
        }
    }

    /** The first time after an instant; empty when there is none, as for 30 February. */
    public Optional<Instant> after(Instant instant) {
        ZonedDateTime from = instant.atZone(zone);
        LocalDateTime local = from.toLocalDateTime();
        for (int i = 0; i < ATTEMPTS_MAX; i++) {
            Optional<LocalDateTime> match =
                    from(local.plusMinutes(1).withSecond(0).withNano(0));
            if (match.isEmpty()) {
                return Optional.empty();
            }
            Instant found = resolve(from, match.get());
            if (found.isAfter(instant)) {
                return Optional.of(found);
            }
            // What came twice has been already.
            local = match.get();
        }
        return Optional.empty();
    }

    private Instant resolve(ZonedDateTime from, LocalDateTime match) {
        if (!everyHour) {
            return plain(match);
        }
        Instant unchanged = match.toInstant(from.getOffset());
        ZoneOffsetTransition change = zone.getRules().nextTransition(from.toInstant());
        if (change == null || unchanged.isBefore(change.getInstant())) {
            return unchanged;
        }
        // The clocks are changed first: go on from what they show then, unless that is far off.
        LocalDateTime changed = change.getDateTimeAfter();
        return from(changed)
                .filter(first -> first.isBefore(changed.plusDays(1)))
                .map(first -> first.toInstant(change.getOffsetAfter()))
                .orElseGet(() -> plain(match));
    }

    /** In a gap: the change; of two: the first. */
    private Instant plain(LocalDateTime match) {
        ZoneOffsetTransition change = zone.getRules().getTransition(match);
        return change != null && change.isGap()
                ? change.getInstant()
                : ZonedDateTime.ofLocal(match, zone, null).toInstant();
    }

    /** The first local time that matches, from one on. */
    private Optional<LocalDateTime> from(LocalDateTime first) {
        LocalDate last = first.toLocalDate().plusYears(YEARS_MAX);
        LocalDate day = first.toLocalDate();
        LocalTime time = first.toLocalTime();
        while (!day.isAfter(last)) {
            if (!contains(months, day.getMonthValue())) {
                day = YearMonth.from(day).plusMonths(1).atDay(1);
                time = LocalTime.MIN;
                continue;
            }
            Optional<LocalTime> match = matches(day) ? from(time) : Optional.empty();
            if (match.isPresent()) {
                return Optional.of(day.atTime(match.get()));
            }
            day = day.plusDays(1);
            time = LocalTime.MIN;
        }
        return Optional.empty();
    }

    private boolean matches(LocalDate day) {
        boolean byDay = lastDay ? day.getDayOfMonth() == day.lengthOfMonth() : contains(days, day.getDayOfMonth());
        boolean byWeekday = contains(weekdays, day.getDayOfWeek().getValue() % 7);
        if (anyDay || anyWeekday) {
            return byDay && byWeekday;
        }
        return byDay || byWeekday;
    }

    private Optional<LocalTime> from(LocalTime first) {
        for (int hour = first.getHour(); hour < HOURS; hour++) {
            int minute = contains(hours, hour) ? next(minutes, hour == first.getHour() ? first.getMinute() : 0) : 64;
            if (minute < 60) {
                return Optional.of(LocalTime.of(hour, minute));
            }
        }
        return Optional.empty();
    }

    private static boolean contains(long set, int number) {
        return ((set >>> number) & 1) != 0;
    }

    /** The first number of a set that is not less than another; 64 when there is none. */
    private static int next(long set, int from) {
        return Long.numberOfTrailingZeros((set >>> from) << from);
    }
}
