package io.sluice.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.SluiceClient;
import io.sluice.client.fake.FakeCluster;
import io.sluice.client.fake.Flaw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DemoTest {
    private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

    @Test
    void losesNothingAndKillsWhomItIsTold() throws Exception {
        DemoResult result = run(Flaw.NONE, new DemoOptions(3, 200, "true {node}", "", 10));

        assertThat(result.lost()).isZero();
        assertThat(result.acknowledged()).isEqualTo(result.sent()).isEqualTo(result.received());
        assertThat(result.killTrouble()).isEmpty();
        assertThat(progress).contains("killing the leader, node n2");
    }

    @Test
    void tellsThatNobodyWasKilled() throws Exception {
        DemoResult result = run(Flaw.NONE, new DemoOptions(1, 200, "exit 7", "", 10));

        assertThat(result.lost()).isZero();
        assertThat(result.killTrouble()).contains("nobody was killed: 'exit 7' ended with 7");
    }

    @Test
    void seesALoss() throws Exception {
        assertThat(run(Flaw.LOSES, new DemoOptions(1, 200, "", "", 1)).lost()).isPositive();
    }

    @Test
    void findsTheNumberOfANode() throws Exception {
        assertThat(LeaderKill.number("n2")).isEqualTo("2");
        assertThat(LeaderKill.number("node-12")).isEqualTo("12");
        assertThat(LeaderKill.number("alpha")).isEqualTo("alpha");
        try (FakeCluster cluster = FakeCluster.start(3);
                SluiceClient client = SluiceClient.builder(cluster.addresses()).build()) {
            assertThat(LeaderKill.leader(client.admin(), cluster.node(3).address()))
                    .isEqualTo(Optional.of("n3"));
        }
    }

    private DemoResult run(Flaw flaw, DemoOptions options) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(2, flaw);
                SluiceClient client = SluiceClient.builder(cluster.addresses()).build()) {
            cluster.lead(cluster.node(2));
            return new Demo(client, options, line -> {
                        progress.add(line);
                        if (line.startsWith("killing") && options.killCommand().startsWith("true")) {
                            cluster.lead(cluster.node(1));
                            cluster.node(2).kill();
                        }
                    })
                    .run();
        }
    }
}
