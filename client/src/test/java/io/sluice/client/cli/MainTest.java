package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
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
