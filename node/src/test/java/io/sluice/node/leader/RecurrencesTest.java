package io.sluice.node.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.command.Recurrence;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class RecurrencesTest {
    private static final Recurrence.Missed ONCE = Recurrence.Missed.RUN_ONCE;

    private static Recurrence every(long millis) {
        return new Recurrence("", "", millis, OptionalLong.empty(), OptionalLong.empty(), ONCE);
    }

    private static Recurrence cron(String expression, String zone, OptionalLong endMillis) {
        return new Recurrence(expression, zone, 0, endMillis, OptionalLong.empty(), ONCE);
    }

    private static long at(String text) {
        return Instant.parse(text).toEpochMilli();
    }

    @Test
    void aRateBeginsAtItsStartOrAnIntervalFromNow() {
        assertThat(Recurrences.first(every(5_000), OptionalLong.empty(), 100_000))
                .hasValue(105_000);
        assertThat(Recurrences.first(every(5_000), OptionalLong.of(200_000), 100_000))
                .hasValue(200_000);
    }

    @Test
    void aCronExpressionBeginsAtItsFirstTimeFromTheStartOn() {
        Recurrence hourly = cron("0 * * * *", "", OptionalLong.empty());
        long now = at("2026-03-10T10:20:00Z");

        assertThat(Recurrences.first(hourly, OptionalLong.empty(), now)).hasValue(at("2026-03-10T11:00:00Z"));
        assertThat(Recurrences.first(hourly, OptionalLong.of(at("2026-03-10T15:00:00Z")), now))
                .hasValue(at("2026-03-10T15:00:00Z"));
        assertThat(Recurrences.first(hourly, OptionalLong.of(at("2020-03-10T15:00:00Z")), now))
                .hasValue(at("2026-03-10T11:00:00Z"));
    }

    @Test
    void nothingRunsAfterTheEnd() {
        long now = at("2026-03-10T10:20:00Z");
        long end = at("2026-03-10T11:00:00Z");

        assertThat(Recurrences.first(cron("0 * * * *", "", OptionalLong.of(end)), OptionalLong.empty(), now))
                .hasValue(end);
        assertThat(Recurrences.first(cron("1 * * * *", "", OptionalLong.of(end)), OptionalLong.empty(), now))
                .isEmpty();
        assertThat(Recurrences.following(cron("0 * * * *", "", OptionalLong.of(end)), end, end))
                .isEmpty();
    }

    @Test
    void aRunIsFollowedByTheNextTime() {
        assertThat(Recurrences.following(every(10_000), 100_000, 100_030)).hasValue(110_000);
        // Up to a minute late each time is run.
        assertThat(Recurrences.following(every(10_000), 100_000, 160_000)).hasValue(110_000);
    }

    @Test
    void ofMissedRunsTheFirstIsFollowedByOneThatIsNotMissed() {
        assertThat(Recurrences.following(every(10_000), 100_000, 1_000_000)).hasValue(940_000);
        assertThat(Recurrences.following(every(7_000), 100_000, 1_000_000)).hasValue(940_000);
        assertThat(Recurrences.following(
                        cron("*/10 * * * *", "", OptionalLong.empty()),
                        at("2026-03-10T10:00:00Z"),
                        at("2026-03-10T12:05:00Z")))
                .hasValue(at("2026-03-10T12:10:00Z"));
    }

    @Test
    void whatCannotBeReadIsSaid() {
        assertThatThrownBy(() -> Recurrences.following(cron("* * * * *", "Mars/Olympus", OptionalLong.empty()), 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
