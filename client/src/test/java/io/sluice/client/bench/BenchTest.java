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
        BenchResult result = run(Flaw.NONE, SmallBench.at(0));

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
        BenchResult result = run(Flaw.NONE, SmallBench.at(200));

        assertThat(result.sound()).isTrue();
        assertThat(result.sentPerSecond()).isBetween(150.0, 210.0);
    }

    @Test
    void singleCallsAndStreamsAreSoundToo() throws Exception {
        assertThat(run(Flaw.NONE, SmallBench.at(300).withSingle(true)).books())
                .isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(run(Flaw.NONE, SmallBench.at(300).withConsume(true)).books())
                .isEqualTo(new BenchResult.Books(0, 0, 0));
    }

    @Test
    void aBacklogIsAccountedFor() throws Exception {
        BenchResult result = run(Flaw.NONE, SmallBench.at(100, 500, 0));

        assertThat(result.books()).isEqualTo(new BenchResult.Books(0, 0, 0));
        assertThat(result.deleted()).isEqualTo(result.acknowledged() + 500);
        assertThat(progress).anyMatch(line -> line.startsWith("fill"));
    }

    @Test
    void seesMessagesThatAreLost() throws Exception {
        BenchResult result = run(Flaw.LOSES, SmallBench.at(300));

        assertThat(result.books().lost()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesMessagesThatComeTwice() throws Exception {
        assertThat(run(Flaw.DUPLICATES, SmallBench.at(300)).books().duplicated())
                .isPositive();
    }

    @Test
    void seesMessagesThatComeAfterTheirDelete() throws Exception {
        BenchResult result = run(Flaw.REDELIVERS_AFTER_DELETE, SmallBench.at(300));

        assertThat(result.books().redeliveredAfterDelete()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void seesMessagesThatWereChanged() throws Exception {
        BenchResult result = run(Flaw.CORRUPTS, SmallBench.at(300));

        assertThat(result.corrupted()).isPositive();
        assertThat(result.sound()).isFalse();
    }

    @Test
    void tellsThatNobodyWasKilled() throws Exception {
        BenchResult result = run(Flaw.NONE, SmallBench.at(100).withDeath(new Death("exit 7", "")));

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
        return SmallBench.at(600, backlog, 20).withConsume(consume);
    }

    @Test
    void describesItselfForScripts() throws Exception {
        Map<String, Object> object = run(Flaw.NONE, SmallBench.at(100)).describe();

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

    private BenchResult run(Flaw flaw, BenchOptions options) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(2, flaw)) {
            cluster.lead(cluster.node(2));
            return new Bench(ClientConfig.of(Arrays.asList(cluster.addresses())), options, progress::add).run();
        }
    }
}
