package io.sluice.node.edge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class WireDatesTest {
    private Instant time = Instant.parse("2026-12-01T00:57:37.999Z");

    private final WireDates dates = new WireDates(new Clock() {
        @Override
        public Instant instant() {
            return time;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new AssertionError("nobody asks for " + zone);
        }
    });

    @Test
    void tellsTheSecondWithTwoDigitsForEachDay() {
        assertThat(dates.now()).isEqualTo("Tue, 01 Dec 2026 00:57:37 GMT");

        time = time.plusMillis(1);
        assertThat(dates.now()).isEqualTo("Tue, 01 Dec 2026 00:57:38 GMT");

        time = Instant.parse("2027-02-28T23:59:59Z");
        assertThat(dates.now()).isEqualTo("Sun, 28 Feb 2027 23:59:59 GMT");
    }
}
