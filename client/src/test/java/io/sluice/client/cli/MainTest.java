package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class MainTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void benchesAndPrintsOneObject() throws IOException {
        Ended bench = terminal.run(
                "bench",
                "queue",
                "--secs",
                "1",
                "--warmup",
                "0",
                "--rate",
                "100",
                "--size",
                "64",
                "--verify",
                "-o",
                "json");

        assertThat(bench.code()).isZero();
        assertThat(bench.json().get("lost").asInt()).isZero();
        assertThat(bench.json().at("/ack_ms/p99_9").isNumber()).isTrue();
        assertThat(bench.json().at("/run/rate").asInt()).isEqualTo(100);
        assertThat(terminal.run("bench", "queue", "--size", "1").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("bench", "queue", "--beside", "http://127.0.0.1:1")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aDeathThatWasAskedForAndDidNotComeIsNoSuccess() {
        String[] death = {"--secs", "1", "--rate", "100", "--kill-command", "echo no node {node}; false"};

        for (Ended ended : List.of(
                terminal.run(concat(List.of("demo"), death)),
                terminal.run(concat(List.of("bench", "queue", "--warmup", "0", "--kill-leader"), death)))) {
            assertThat(ended.code()).isEqualTo(ExitCode.ERROR);
            assertThat(ended.err())
                    .endsWith("sluice: nobody was killed: 'echo no node 1; false' ended with 1: no node 1\n");
        }
    }

    private static String[] concat(List<String> words, String... more) {
        return Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    @Test
    void saysWhatToDoWhenItFails() {
        Ended none = terminal.run("send", "none", "x");
        assertThat(none.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(none.err()).contains("does not exist").contains("sluice queue list");

        assertThat(terminal.run("nonsense").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run().code()).isEqualTo(ExitCode.USAGE);

        terminal.cluster().close();
        Ended down = terminal.run("queue", "list", "--call-timeout", "1");
        assertThat(down.code()).isEqualTo(ExitCode.ERROR);
        assertThat(down.err()).contains("is the cluster up?");
    }

    @Test
    void completesInBash() {
        assertThat(terminal.run("completion").out()).contains("complete -F").contains("await-ready");
    }
}
