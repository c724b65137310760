package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cluster.harness.Commands.Result;
import io.sluice.cluster.harness.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The launcher does what its verbs say, to its own cluster, though the environment names another one. */
@Tag("cluster")
final class LauncherTest {
    private static final int NODES = 3;
    private static final Duration WITHIN = Duration.ofSeconds(20);
    private static final List<String> VERBS =
            List.of("up", "down", "status", "logs", "kill", "restart", "pause", "resume", "demo");

    private static final Launcher LAUNCHER = Launcher.forNodes(
            NODES,
            "LauncherTest",
            Map.of(
                    "SLUICE_ENDPOINTS", "127.0.0.1:1",
                    "SLUICE_TLS_CA", "/nowhere/ca.pem",
                    "SLUICE_CREDENTIALS", "nobody:nothing"));

    @BeforeAll
    static void up() {
        Result up = LAUNCHER.run("up", "--port", Integer.toString(LAUNCHER.port()));

        assertThat(up.exitCode()).as(up.output()).isZero();
        assertThat(up.output()).contains(NODES + " nodes are up").contains("gRPC 127.0.0.1:" + LAUNCHER.port());
    }

    @AfterAll
    static void down() throws IOException {
        List<Long> running = running();
        Result down = LAUNCHER.run("down");

        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(running).hasSize(NODES);
        await("every process is gone").atMost(WITHIN).until(() -> running().isEmpty());
        assertThat(LAUNCHER.run("status").exitCode()).isEqualTo(1);
        LAUNCHER.deleteData();
    }

    @Test
    void everyVerbExplainsItselfAndDoesNothing() throws IOException {
        List<Long> before = running();
        Path nowhere = LAUNCHER.data().resolveSibling("LauncherTest-nowhere");

        for (String verb : VERBS) {
            for (Result help : List.of(
                    LAUNCHER.run(verb, "--help"),
                    LAUNCHER.run(verb, "--data", nowhere.toString(), "-h"),
                    LAUNCHER.run("help", verb))) {
                assertThat(help.output()).startsWith("usage: deploy/sluice ").contains("deploy/sluice " + verb);
                assertThat(help.exitCode()).isZero();
            }
        }
        assertThat(LAUNCHER.run("kill", "1", "--help").exitCode()).isZero();
        assertThat(nowhere).doesNotExist();
        assertThat(running()).isEqualTo(before).hasSize(NODES);
    }

    @Test
    void whatAVerbDoesNotTakeIsRefusedAndChangesNothing() throws IOException {
        List<Long> before = running();

        for (String verb : VERBS) {
            assertThat(LAUNCHER.run(verb, "--nonsense"))
                    .isEqualTo(new Result(
                            2,
                            "sluice: " + verb + " does not take '--nonsense'; see: deploy/sluice " + verb
                                    + " --help\n"));
        }
        for (String[] words : new String[][] {
            {"down", "now"}, {"kill", "1", "2"}, {"kill"}, {"restart", "x"}, {"up", "--port"}, {"demo", "--secs"}
        }) {
            assertThat(LAUNCHER.run(words).exitCode())
                    .as(String.join(" ", words))
                    .isEqualTo(2);
        }
        assertThat(running()).isEqualTo(before).hasSize(NODES);
    }

    @Test
    void aNodeThatWasKilledIsToldAndComesBack() {
        assertThat(LAUNCHER.run("kill", "2").output()).isEqualTo("node 2 is dead\n");
        Result without = LAUNCHER.run("status");
        assertThat(LAUNCHER.run("restart", "2").output()).isEqualTo("node 2 is ready\n");
        Result with = LAUNCHER.run("status");

        assertThat(without.exitCode()).as(without.output()).isZero();
        assertThat(without.output()).containsPattern("n2 +down").containsPattern("n2 +unreachable");
        assertThat(with.exitCode()).as(with.output()).isZero();
        assertThat(with.output()).containsPattern("n2 +running").doesNotContain("down", "unreachable");
    }

    @Test
    void developmentModeIsSaidInTheLogAndInStatus() throws IOException {
        assertThat(LAUNCHER.run("status").output())
                .contains("access: development mode, any credentials or none are taken, on loopback only");
        for (int number = 1; number <= NODES; number++) {
            assertThat(Files.readString(LAUNCHER.data().resolve("n" + number + "/node.log")))
                    .contains("development mode: calls are taken with any credentials or none, on loopback only");
        }
    }

    @Test
    void aClusterThatIsNamedIsMeantWhateverTheEnvironmentNames() {
        String data = LAUNCHER.data().toString();

        assertThat(LAUNCHER.run("--data", data, "queue", "create", "named").exitCode())
                .isZero();
        assertThat(LAUNCHER.run("--data", data, "send", "named", "hello").exitCode())
                .isZero();
        assertThat(LAUNCHER.run("--data", data, "receive", "named", "--wait", "5", "--delete")
                        .output())
                .contains("hello");
        assertThat(LAUNCHER.bash("unset SLUICE_TLS_CA; \"$sluice\" queue list --call-timeout 1")
                        .output())
                .as("without a name it is the environment's")
                .contains("127.0.0.1:1");
    }

    @Test
    void bashCompletesItsVerbsBesideTheClients() {
        Result completed = LAUNCHER.bash("""
                source <("$sluice" completion)
                complete -p sluice
                try() {
                    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
                    _sluice_launcher 2>/dev/null
                    echo "$*: ${COMPREPLY[*]}"
                }
                try deploy/sluice res
                try deploy/sluice que
                try deploy/sluice restart ""
                try deploy/sluice up --p
                try deploy/sluice --data here queue cre
                """);

        assertThat(completed.output().lines())
                .contains(
                        "complete -o default -F _sluice_launcher sluice",
                        "deploy/sluice res: restart resume",
                        "deploy/sluice que: queue",
                        "deploy/sluice restart : 1 2 3",
                        "deploy/sluice up --p: --port",
                        "deploy/sluice --data here queue cre: create");
    }

    /** The processes of the nodes that live. */
    private static List<Long> running() throws IOException {
        List<Long> living = new ArrayList<>();
        for (int number = 1; number <= NODES; number++) {
            long pid = Long.parseLong(Files.readString(LAUNCHER.data().resolve("n" + number + "/pid"))
                    .strip());
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
                living.add(pid);
            }
        }
        return living;
    }
}
