package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientConfig;
import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.Flaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ScheduleBenchTest {
    private static final int WATCHED = 120;

    private static ScheduleResult run(Flaw flaw, int lateMillisMax) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(1, flaw)) {
            ScheduleOptions options = new ScheduleOptions(
                    300, Duration.ofDays(365), WATCHED, Duration.ofSeconds(1), 32, 60, 2, lateMillisMax, List.of());
            return new ScheduleBench(ClientConfig.of(List.of(cluster.addresses())), options, new ArrayList<>()::add)
                    .run();
        }
    }

    @Test
    void soundSchedulesAreSound() throws Exception {
        ScheduleResult result = run(Flaw.NONE, 5_000);

        assertThat(result.sound()).isTrue();
        assertThat(result.received()).isEqualTo(WATCHED);
        assertThat(result.left()).isEqualTo(300 - WATCHED);
        assertThat(result.lateness().max()).isPositive();
    }

    @Test
    void seesMessagesThatAreLost() throws Exception {
        ScheduleResult result = run(Flaw.LOSES, 5_000);

        assertThat(result.lost()).isEqualTo(2);
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesMessagesThatComeTwice() throws Exception {
        ScheduleResult result = run(Flaw.DUPLICATES, 5_000);

        assertThat(result.duplicated()).isPositive();
        assertThat(result.sound()).isFalse();
    }
}
