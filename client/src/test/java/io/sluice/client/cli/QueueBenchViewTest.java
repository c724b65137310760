package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.bench.BenchResult;
import io.sluice.client.bench.Percentiles;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two servers under one load stand side by side, measure for measure. */
final class QueueBenchViewTest {
    @Test
    void anotherServerHasAColumnOfItsOwn() {
        String table = QueueBenchView.table(result(8_000, 0), result(4_000, 3));

        assertThat(table.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .startsWith("MEASURE|CLUSTER|BESIDE", "sent and acknowledged|8,000 /s|4,000 /s")
                .contains("lost|0|3");
        assertThat(QueueBenchView.table(result(8_000, 0), null).lines().map(line -> line.replaceAll(" {2,}", "|")))
                .startsWith("MEASURE|VALUE", "sent and acknowledged|8,000 /s");
    }

    private static BenchResult result(double rate, long lost) {
        Percentiles none = new Percentiles(0, 0, 0, 0, 0);
        return new BenchResult(
                rate,
                rate,
                none,
                none,
                true,
                new BenchResult.Books(lost, 0, 0),
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                Map.of(),
                Optional.empty(),
                null);
    }
}
