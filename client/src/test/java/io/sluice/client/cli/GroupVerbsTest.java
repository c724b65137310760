package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class GroupVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void looksAtGroupsAndMendsThem() throws IOException {
        terminal.run("queue", "create", "q.fifo");

        assertThat(terminal.run("group", "policy", "q.fifo", "park", "--after", "4")
                        .out())
                .contains("set");
        assertThat(terminal.run("group", "park", "q.fifo", "g").out()).contains("parked");
        terminal.run("group", "park", "q.fifo", "h");
        assertThat(terminal.run("group", "list", "q.fifo", "--state", "parked").out())
                .startsWith("GROUP")
                .contains("g  ", "h  ", "on poison: park after 4 receives, parked groups: 2");
        assertThat(terminal.run("group", "list", "q.fifo", "--max", "1", "-o", "json")
                        .json()
                        .at("/groups/0/head_receives")
                        .asInt())
                .isEqualTo(3);
        assertThat(terminal.run("group", "skip", "q.fifo", "g").out()).contains("skipped-g");
        assertThat(terminal.run("group", "skip", "q.fifo", "g", "--discard").out())
                .contains("discarded-g");
        assertThat(terminal.run("group", "release", "q.fifo", "receipt").out()).contains("4 released");
        assertThat(terminal.run("group", "resume", "q.fifo", "g").out()).contains("resumed");
        assertThat(terminal.run("group", "policy", "q.fifo", "block").code()).isZero();
        assertThat(terminal.run("group", "list", "q.fifo", "-o", "json")
                        .json()
                        .get("on_poison")
                        .asText())
                .isEqualTo("block");
        assertThat(terminal.run("group").code()).isEqualTo(2);
    }
}
