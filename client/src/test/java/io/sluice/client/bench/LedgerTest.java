package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class LedgerTest {
    @Test
    void bitsHoldNumbersFarApart() {
        Bits bits = new Bits();

        assertThat(bits.add(5)).isTrue();
        assertThat(bits.add(5)).isFalse();
        assertThat(bits.add(40_000_000)).isTrue();

        assertThat(bits.contains(40_000_000)).isTrue();
        assertThat(bits.contains(6)).isFalse();
        assertThat(bits.countWithout(new Bits())).isEqualTo(2);
        assertThat(bits.countWithout(bits)).isZero();
    }

    @Test
    void seesWhatIsLostWhatCameTwiceAndWhatCameAfterItsDelete() {
        Ledger ledger = new Ledger(1);
        ledger.acknowledged(0, 1);
        ledger.acknowledged(0, 2);
        ledger.delivered(0, 2);
        ledger.delivered(0, 2);
        ledger.deleted(0, 2);
        ledger.delivered(0, 2);

        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(ledger.duplicated()).isEqualTo(2);
        assertThat(ledger.redeliveredAfterDelete()).isEqualTo(1);
        assertThat(ledger.undeleted()).isEqualTo(1);
        assertThat(ledger.received()).isEqualTo(1);
    }

    @Test
    void bodiesTellWhereTheyComeFrom() {
        long originNanos = System.nanoTime();
        Bodies bodies = new Bodies("0badcafe", 100, originNanos);

        String body = bodies.make(7, 123_456, originNanos + 42).toString(StandardCharsets.US_ASCII);

        assertThat(body).hasSize(100);
        assertThat(bodies.ours(body)).isTrue();
        assertThat(bodies.lane(body)).isEqualTo(7);
        assertThat(bodies.number(body)).isEqualTo(123_456);
        assertThat(bodies.intendedNanos(body)).isEqualTo(originNanos + 42);
        assertThat(bodies.intact(body)).isTrue();
        assertThat(bodies.intact(body.substring(0, 99) + "!")).isFalse();
        assertThat(new Bodies("00000000", 100, 0).ours(body)).isFalse();
    }

    @Test
    void theLongestGapCountsTheEndsOfTheWindow() {
        Gap gap = new Gap(new Window(1000, 2000));

        gap.mark(1100);
        gap.mark(1300);

        assertThat(gap.longestNanos(1400)).isEqualTo(200);
        assertThat(gap.longestNanos(5000)).isEqualTo(700);
    }
}
