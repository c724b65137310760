package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.bench.BenchResult.Books;
import io.sluice.client.bench.BenchResult.Order;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever speaks against a queue makes a run unsound. */
final class BenchResultTest {
    private static final Books GOOD = new Books(0, 0, 0);
    private static final Order KEPT = new Order(0, 0, 5);

    @Test
    void oneThingAgainstTheQueueIsEnough() {
        assertThat(result(GOOD, 0, 0, KEPT).sound()).isTrue();
        assertThat(result(new Books(0, 7, 0), 0, 0, KEPT).sound())
                .as("duplicates are allowed")
                .isTrue();

        assertThat(result(new Books(1, 0, 0), 0, 0, KEPT).sound()).isFalse();
        assertThat(result(new Books(0, 0, 1), 0, 0, KEPT).sound()).isFalse();
        assertThat(result(GOOD, 1, 0, KEPT).sound()).isFalse();
        assertThat(result(GOOD, 0, 1, KEPT).sound()).isFalse();
        assertThat(result(GOOD, 0, 0, new Order(1, 0, 5)).sound()).isFalse();
        assertThat(result(GOOD, 0, 0, new Order(0, 1, 5)).sound()).isFalse();
    }

    private static BenchResult result(Books books, long failed, long corrupted, Order order) {
        Percentiles none = new Percentiles(0, 0, 0, 0, 0);
        return new BenchResult(
                1, 1, none, none, true, books, failed, corrupted, 0, 0, 1, 1, 1, Map.of(), Optional.empty(), order);
    }
}
