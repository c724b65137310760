package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Footprint;
import io.sluice.cluster.harness.IdlePolls;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.Requests;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What consumers cost who wait for messages over HTTP: no thread, and little memory, be it of the heap or beside it. It
 * prints what it measured, and with that how much the processes have grown: garbage, which a collector leaves until it
 * needs the room, is no cost of a poll.
 */
@Tag("cluster")
final class IdlePollsTest {
    private static final int POLLS = 10_000;
    private static final int WAIT_SECONDS = 20;
    private static final int FORERUNNERS = 1_000;
    private static final int FORERUNNERS_SECONDS = 1;
    private static final int MESSAGES = 20;
    private static final long BYTES_MAX = 200_000_000;
    private static final Duration TIME_MAX = Duration.ofMinutes(2);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.ofThree();

    @Test
    void tenThousandIdleLongPollsTakeLessThanTwoHundredMegabytes() {
        Cluster cluster = CLUSTER.get();
        String url = cluster.createQueue("idle", Map.of());
        loadAndCompile(cluster, url);
        Footprint before = footprint(cluster);
        try (IdlePolls polls = IdlePolls.open(cluster.nodes(), url, POLLS, WAIT_SECONDS)) {
            await().atMost(TIME_MAX).until(() -> polls.waiting() == POLLS);
            Footprint first = footprint(cluster).minus(before);
            // Every poll has been answered and made again: what is left of an answered one is seen, too.
            await().atMost(TIME_MAX).until(() -> polls.answers() >= POLLS && polls.waiting() == POLLS);
            Footprint later = footprint(cluster).minus(before);
            for (int i = 0; i < MESSAGES; i++) {
                Requests.send(cluster.endpoints().get(i % cluster.nodes().size()), url, "wake up");
            }
            await().atMost(TIME_MAX).until(() -> polls.messages() == MESSAGES);

            say("as soon as they wait", first);
            say("after each was answered and made again", later);
            assertThat(polls.troubles()).isZero();
            assertThat(first.neededBytes()).isLessThan(BYTES_MAX);
            assertThat(later.neededBytes()).isLessThan(BYTES_MAX);
        }
    }

    /** Code is loaded and compiled once, by whatever load comes first: as many answers as are measured later. */
    private static void loadAndCompile(Cluster cluster, String url) {
        try (IdlePolls polls = IdlePolls.open(cluster.nodes(), url, FORERUNNERS, FORERUNNERS_SECONDS)) {
            await().atMost(TIME_MAX).until(() -> polls.answers() >= 2 * POLLS);
            assertThat(polls.troubles()).isZero();
        }
    }

    private static Footprint footprint(Cluster cluster) {
        return cluster.nodes().stream()
                .map(NodeProcess::footprint)
                .reduce(Footprint::plus)
                .orElseThrow();
    }

    private static void say(String when, Footprint more) {
        System.out.printf(
                "%,d idle polls over HTTP, %s: %,d kB more in the heaps of all nodes, %,d kB more beside them;"
                        + " %,d kB more resident with garbage%n",
                POLLS, when, more.heapBytes() / 1000, more.outsideBytes() / 1000, more.residentBytes() / 1000);
    }
}
