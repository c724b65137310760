package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class ClusterVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void showsTheClusterAndWhetherItIsReady() throws IOException {
        Ended status = terminal.run("status", "-o", "json");

        assertThat(status.json().get("ready").asBoolean()).isTrue();
        assertThat(status.json().at("/nodes/0/node_id").asText()).isEqualTo("n1");
        assertThat(status.json().at("/tablets/1/leader_node_id").asText()).isEqualTo("n1");
        assertThat(terminal.run("status").out())
                .contains("NODE")
                .contains("TABLET")
                .contains("0 (catalog)");
        assertThat(terminal.run("status", "--check").code()).isZero();

        terminal.cluster().lead(null);
        assertThat(terminal.run("status", "--check").code()).isEqualTo(ExitCode.CONDITION);
    }

    @Test
    void awaitsReadinessWithinItsTime() {
        Ended ready = terminal.run("await-ready", "--timeout", "5");
        assertThat(ready.code()).isZero();
        assertThat(ready.out().trim())
                .isEqualTo(terminal.cluster().node(1).address() + ","
                        + terminal.cluster().node(2).address());

        terminal.cluster().lead(null);
        Ended late = terminal.run("await-ready", "--timeout", "1");
        assertThat(late.code()).isEqualTo(ExitCode.ERROR);
        assertThat(late.err()).contains("0 of 2 tablets led").contains("not ready after 1 s");
    }

    @Test
    void awaitsOnlyAsManyNodesAsItIsTold() {
        terminal.cluster().node(2).kill();

        assertThat(terminal.run("await-ready", "--timeout", "1").err()).contains("1 of 2 nodes reachable");
        assertThat(terminal.run("await-ready", "--timeout", "5", "--reachable", "1")
                        .code())
                .isZero();
        assertThat(terminal.run("await-ready", "--timeout", "1", "--reachable", "2")
                        .code())
                .isEqualTo(ExitCode.ERROR);
    }

    @Test
    void movesLeaders() {
        assertThat(terminal.run("transfer", "1", "n2").out()).contains("led by n2");
        assertThat(terminal.run("transfer", "1", "n9").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("drain", "n1").out()).contains("1 leads moved");
        assertThat(terminal.run("drain", "n1", "--undo").out()).contains("may lead again");
        assertThat(terminal.run("add-tablets", "1").out()).contains("added 2");
    }

    @Test
    void comparesReplicasAndEndsOtherwiseUnlessTheyAreEqual() throws IOException {
        Ended one = terminal.run("compare", "1", "-o", "json");
        assertThat(one.code()).isZero();
        assertThat(one.json().get("equal").asBoolean()).isTrue();
        assertThat(one.json().at("/tablets/0/replicas/1/index").asInt()).isEqualTo(9);
        assertThat(one.json().at("/tablets/0/replicas/1/sha256").asText()).hasSize(64);
        assertThat(terminal.run("compare").out())
                .contains("DIGEST")
                .contains("2:9")
                .contains("0123456789ab");
        assertThat(terminal.run("compare", "2").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("compare", "--timeout", "0").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("compare", "--timeout", "61").code()).isEqualTo(ExitCode.USAGE);

        terminal.cluster().setVerdict(ReplicaVerdict.REPLICA_VERDICT_DIFFERENT);
        Ended all = terminal.run("compare", "-o", "json");
        assertThat(all.code()).isEqualTo(ExitCode.CONDITION);
        assertThat(all.json().get("equal").asBoolean()).isFalse();
        assertThat(all.json().at("/tablets/0/verdict").asText()).isEqualTo("equal");
        assertThat(all.json().at("/tablets/1/verdict").asText()).isEqualTo("different");

        terminal.cluster().setVerdict(ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE);
        assertThat(terminal.run("compare", "1").code()).isEqualTo(ExitCode.CONDITION);
    }
}
