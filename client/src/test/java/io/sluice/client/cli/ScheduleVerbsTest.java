package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class ScheduleVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void takesAScheduleThroughItsLife() throws IOException {
        terminal.run("queue", "create", "q");

        Ended put = terminal.run(
                "schedule", "put", "q", "hello", "--id", "s", "--at", "2101-01-31T08:00:00Z", "-o", "json");
        assertThat(put.json().at("/next").asText()).isEqualTo("2101-01-31T08:00:00Z");
        assertThat(terminal.run(
                                "schedule",
                                "put",
                                "q",
                                "tick",
                                "--cron",
                                "0 8 * * *",
                                "--zone",
                                "Asia/Tokyo",
                                "--runs",
                                "3")
                        .out())
                .startsWith("given-1 sends at ");

        Ended listed = terminal.run("schedule", "list", "q", "--max", "1", "-o", "json");
        assertThat(listed.json().at("/total").asInt()).isEqualTo(2);
        assertThat(listed.json().at("/schedules/0/cron").asText()).isEqualTo("0 8 * * *");
        assertThat(listed.json().at("/schedules/0/max_runs").asInt()).isEqualTo(3);
        assertThat(terminal.run("schedule", "list", "q").out())
                .contains("0 8 * * * Asia/Tokyo", "once", "2101-01-31T08:00:00Z", "2 of 2");

        assertThat(terminal.run("schedule", "show", "q", "s", "-o", "json")
                        .json()
                        .at("/body")
                        .asText())
                .isEqualTo("hello");
        assertThat(terminal.run("schedule", "move", "q", "s", "--at", "2102-01-31T08:00:00Z")
                        .out())
                .contains("s sends at 2102-01-31T08:00:00Z");
        assertThat(terminal.run("schedule", "cancel", "q", "s").code()).isZero();
        assertThat(terminal.run("schedule", "show", "q", "s").code()).isEqualTo(3);
        assertThat(terminal.run("schedule", "put", "q", "hello").code()).isEqualTo(2);
        assertThat(terminal.run("schedule", "put", "q", "hello", "--in", "soon").code())
                .isEqualTo(2);
        assertThat(terminal.run("schedule", "put", "q", "hello", "--in", "1h", "--runs", "3")
                        .code())
                .isEqualTo(2);
    }
}
