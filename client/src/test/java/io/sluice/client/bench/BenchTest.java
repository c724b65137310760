package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.ClientConfig;
import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.Flaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bench measures a sound queue as sound, and its verification sees each flaw. */
@Timeout(120)
final class BenchTest {
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aSoundQueueIsSound() throws Exception {
        BenchResult result = run(Flaw.NONE, options(0, false, false, 0));

        assertThat(result.sound()).isTrue();
        assertThat(result.books()).isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(result.failed()).isZero();
        assertThat(result.deleted()).isEqualTo(result.acknowledged()).isPositive();
        assertThat(result.sentPerSecond()).isPositive();
        assertThat(result.receivedPerSecond()).isPositive();
        assertThat(result.endToEndMillis().p50()).isPositive();
        assertThat(progress).anyMatch(line -> line.startsWith("run"));
    }

    @Test
    void anOpenLoopKeepsItsRate() throws Exception {
        BenchResult result = run(Flaw.NONE, options(200, false, false, 0));

        assertThat(result.sound()).isTrue();
        assertThat(result.sentPerSecond()).isBetween(150.0, 210.0);
    }

    @Test
    void singleCallsAndStreamsAreSoundToo() throws Exception {
        assertThat(run(Flaw.NONE, options(300, true, false, 0)).books()).isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(run(Flaw.NONE, options(300, false, true, 0)).books()).isEqualTo(new BenchResult.Books(0, 0, 0));
    }

    @Test
    void aBacklogIsAccountedFor() throws Exception {
        BenchResult result = run(Flaw.NONE, options(100, false, false, 500));

        assertThat(result.books()).isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(result.deleted()).isEqualTo(result.acknowledged() + 500);
        assertThat(progress).anyMatch(line -> line.startsWith("fill"));
    }

    @Test
    void seesMessagesThatAreLost() throws Exception {
        BenchResult result = run(Flaw.LOSES, options(300, false, false, 0));

        assertThat(result.books().lost()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesMessagesThatComeTwice() throws Exception {
        assertThat(run(Flaw.DUPLICATES, options(300, false, false, 0)).books().duplicated())
                .isPositive();
    }

    @Test
    void seesMessagesThatComeAfterTheirDelete() throws Exception {
        BenchResult result = run(Flaw.REDELIVERS_AFTER_DELETE, options(300, false, false, 0));

        assertThat(result.books().redeliveredAfterDelete()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesMessagesThatWereChanged() throws Exception {
        BenchResult result = run(Flaw.CORRUPTS, options(300, false, false, 0));

        assertThat(result.corrupted()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void tellsThatNobodyWasKilled() throws Exception {
        BenchOptions killing = new BenchOptions(
                1, 1, 64, 128, 100, 1, 0, true, false, false, 0, 500, "", false, 2, true, "exit 7", "");
        BenchResult result = run(Flaw.NONE, killing);

        assertThat(result.sound()).isTrue();
        assertThat(result.killTrouble()).contains("nobody was killed: 'exit 7' ended with 7");
    }

    @Test
    void aSoundFifoQueueIsSound() throws Exception {
        BenchResult polled = run(Flaw.NONE, fifo(false, 0));
        BenchResult streamed = run(Flaw.NONE, fifo(true, 0));

        assertThat(List.of(polled, streamed)).allSatisfy(result -> {
            assertThat(result.sound()).isTrue();
            assertThat(result.deleted()).isEqualTo(result.acknowledged()).isPositive();
            assertThat(order(result).disordered()).isZero();
            assertThat(order(result).notDeduplicated()).isZero();
            assertThat(order(result).repeated()).isPositive();
        });
    }

    @Test
    void seesGroupsThatAreOutOfOrder() throws Exception {
        BenchResult result = run(Flaw.DISORDERS, fifo(false, 200));

        assertThat(order(result).disordered()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesRepeatedSendsThatMakeMessages() throws Exception {
        BenchResult result = run(Flaw.FORGETS_SENDS, fifo(false, 0));

        assertThat(order(result).notDeduplicated()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    private static BenchResult.Order order(BenchResult result) {
        return Optional.ofNullable(result.order()).orElseThrow();
    }

    private static BenchOptions fifo(boolean consume, long backlog) {
        return new BenchOptions(
                1, 1, 64, 128, 600, 1, 0, true, false, consume, backlog, 500, "", false, 2, false, "", "", 20);
    }

    @Test
    void describesItselfForScripts() throws Exception {
        Map<String, Object> object =
                run(Flaw.NONE, options(100, false, false, 0)).describe();

        assertThat(object)
                .containsKeys(
                        "sent_per_s",
                        "received_per_s",
                        "ack_ms",
                        "e2e_ms",
                        "lost",
                        "duplicated",
                        "redelivered_after_delete",
                        "failed",
                        "longest_stall_ms",
                        "seconds",
                        "run");
    }

    private static BenchOptions options(int rate, boolean single, boolean consume, long backlog) {
        return new BenchOptions(
                1, 1, 64, 128, rate, 1, 0, true, single, consume, backlog, 500, "", false, 2, false, "", "");
    }

    private BenchResult run(Flaw flaw, BenchOptions options) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(2, flaw)) {
            cluster.lead(cluster.node(2));
            return new Bench(ClientConfig.of(Arrays.asList(cluster.addresses())), options, progress::add).run();
        }
    }
}
