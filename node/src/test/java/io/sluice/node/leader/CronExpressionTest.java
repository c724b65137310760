package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CronExpressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "* * * * *         | 2026-03-10T10:00:00Z | 2026-03-10T10:01:00Z",
                "* * * * *         | 2026-03-10T10:00:59Z | 2026-03-10T10:01:00Z",
                "*/15 * * * *      | 2026-03-10T10:46:00Z | 2026-03-10T11:00:00Z",
                "7/20 * * * *      | 2026-03-10T10:08:00Z | 2026-03-10T10:27:00Z",
                "0 9 * * MON-FRI   | 2026-03-13T09:00:00Z | 2026-03-16T09:00:00Z",
                "0 9 * * 7         | 2026-03-13T09:00:00Z | 2026-03-15T09:00:00Z",
                "0 9 * * 0         | 2026-03-13T09:00:00Z | 2026-03-15T09:00:00Z",
                "0 9 * * sat,sun   | 2026-03-13T09:00:00Z | 2026-03-14T09:00:00Z",
                "30 4 1,15 * *     | 2026-03-02T00:00:00Z | 2026-03-15T04:30:00Z",
                "30 4 1,15 * FRI   | 2026-03-02T00:00:00Z | 2026-03-06T04:30:00Z",
                "30 4 */2 * FRI    | 2026-03-02T00:00:00Z | 2026-03-13T04:30:00Z",
                "0 0 L * *         | 2026-02-01T00:00:00Z | 2026-02-28T00:00:00Z",
                "0 0 29 2 *        | 2026-01-01T00:00:00Z | 2028-02-29T00:00:00Z",
                "0 0 29 FEB *      | 2096-03-01T00:00:00Z | 2104-02-29T00:00:00Z",
                "59 23 31 DEC *    | 2026-12-31T23:59:00Z | 2027-12-31T23:59:00Z",
                "0,30 8-10/2 * * * | 2026-03-10T08:30:00Z | 2026-03-10T10:00:00Z",
            })
    void findsTheNextTime(String expression, String after, String next) {
        assertThat(CronExpression.of(expression, "").after(Instant.parse(after)))
                .hasValue(Instant.parse(next));
    }

    @Test
    void goesByTheClocksOfItsZone() {
        CronExpression daily = CronExpression.of("0 8 * * *", "Europe/Berlin");

        assertThat(daily.after(Instant.parse("2026-01-10T08:00:00Z"))).hasValue(Instant.parse("2026-01-11T07:00:00Z"));
        assertThat(daily.after(Instant.parse("2026-07-10T08:00:00Z"))).hasValue(Instant.parse("2026-07-11T06:00:00Z"));
    }

    @Test
    void runsATimeThatIsLeftOutAtTheChange() {
        CronExpression inTheGap = CronExpression.of("15,30 2 * * *", "Europe/Berlin");

        assertThat(times(inTheGap, "2026-03-28T12:00:00Z", 3))
                .containsExactly("2026-03-29T03:00+02:00", "2026-03-30T02:15+02:00", "2026-03-30T02:30+02:00");
    }

    @Test
    void runsATimeThatComesTwiceOnce() {
        CronExpression twice = CronExpression.of("*/30 2 * * *", "Europe/Berlin");

        assertThat(times(twice, "2026-10-24T12:00:00Z", 3))
                .containsExactly("2026-10-25T02:00+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:00+01:00");
        // Also for who looks when it comes the second time.
        assertThat(times(twice, "2026-10-25T01:10:00Z", 1)).containsExactly("2026-10-26T02:00+01:00");
    }

    @Test
    void runsEveryHourWhateverTheClocksShow() {
        CronExpression hourly = CronExpression.of("30 * * * *", "Europe/Berlin");

        assertThat(times(hourly, "2026-03-29T00:00:00Z", 3))
                .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00", "2026-03-29T04:30+02:00");
        assertThat(times(hourly, "2026-10-25T00:00:00Z", 4))
                .containsExactly(
                        "2026-10-25T02:30+02:00",
                        "2026-10-25T02:30+01:00",
                        "2026-10-25T03:30+01:00",
                        "2026-10-25T04:30+01:00");
    }

    @Test
    void knowsWhenThereIsNoTime() {
        assertThat(CronExpression.of("0 0 30 2 *", "").after(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "*/0 * * * *",
                "5-1 * * * *",
                "a * * * *",
                "1,, * * * *",
                "1-2-3 * * * *",
                "*/5/5 * * * *",
                "-1 * * * *",
                "* * * JANUARY *",
                "* * L-1 * *"
            })
    void refusesWhatIsNoExpression(String expression) {
        assertThatThrownBy(() -> CronExpression.of(expression, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAZoneThatIsNone() {
        assertThatThrownBy(() -> CronExpression.of("* * * * *", "Mars/Olympus"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Mars/Olympus");
    }

    /** Times rise, and none is left out: compared with looking at each minute, over changes of clocks. */
    @ParameterizedTest
    @ValueSource(strings = {"* * * * *", "*/7 * * * *", "13 */3 * * *", "5 * * * SUN"})
    void leavesOutNoMinute(String expression) {
        for (String zone : List.of("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata")) {
            CronExpression cron = CronExpression.of(expression, zone);
            Instant at = Instant.parse("2026-03-20T00:00:00Z");
            Instant until = Instant.parse("2026-04-10T00:00:00Z");
            List<Instant> found = new ArrayList<>();
            while (at.isBefore(until)) {
                at = cron.after(at).orElseThrow();
                found.add(at);
            }
            assertThat(found.subList(0, found.size() - 1))
                    .as(zone)
                    .isEqualTo(byMinute(expression, zone, Instant.parse("2026-03-20T00:00:00Z"), at));
        }
    }

    private static List<Instant> byMinute(String expression, String zone, Instant from, Instant until) {
        String[] fields = expression.split(" ");
        List<Instant> found = new ArrayList<>();
        for (Instant at = from.plusSeconds(60); at.isBefore(until); at = at.plusSeconds(60)) {
            var local = at.atZone(ZoneId.of(zone));
            boolean matches = ((CronField.MINUTE.read(fields[0]) >>> local.getMinute()) & 1) != 0
                    && ((CronField.HOUR.read(fields[1]) >>> local.getHour()) & 1) != 0
                    && ((CronField.WEEKDAY.read(fields[4])
                                            >>> (local.getDayOfWeek().getValue() % 7))
                                    & 1)
                            != 0;
            if (matches) {
                found.add(at);
            }
        }
        return found;
    }

    private static List<String> times(CronExpression cron, String after, int count) {
        List<String> times = new ArrayList<>();
        Optional<Instant> at = Optional.of(Instant.parse(after));
        for (int i = 0; i < count; i++) {
            at = cron.after(at.orElseThrow());
            times.add(OffsetDateTime.ofInstant(at.orElseThrow(), ZoneId.of("Europe/Berlin"))
                    .toString());
        }
        return times;
    }
}
