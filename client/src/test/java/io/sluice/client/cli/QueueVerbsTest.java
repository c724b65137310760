package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class QueueVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void listsDescribesSetsPurgesAndDeletesQueues() throws IOException {
        terminal.run("queue", "create", "a");
        terminal.run("queue", "create", "b");

        assertThat(terminal.run("queue", "list", "-o", "json")
                        .json()
                        .at("/queues/1/name")
                        .asText())
                .isEqualTo("b");
        assertThat(terminal.run("queue", "list").out()).startsWith("NAME").contains("a  ");
        assertThat(terminal.run("queue", "set", "a", "VisibilityTimeout=5").code())
                .isZero();
        assertThat(terminal.run("queue", "describe", "a", "-o", "json")
                        .json()
                        .at("/attributes/VisibilityTimeout")
                        .asText())
                .isEqualTo("5");
        assertThat(terminal.run("queue", "purge", "a").code()).isZero();
        assertThat(terminal.run("queue", "delete", "a").code()).isZero();
        assertThat(terminal.run("queue", "delete", "a").code()).isEqualTo(ExitCode.NOT_FOUND);
    }

    @Test
    void tagsPermitsAndRevokes() throws IOException {
        terminal.run("queue", "create", "a");

        assertThat(terminal.run("queue", "tag", "a", "team=blue", "cost=").code())
                .isZero();
        assertThat(terminal.run("queue", "untag", "a", "cost").code()).isZero();
        assertThat(terminal.run("queue", "tags", "a", "-o", "json")
                        .json()
                        .at("/tags")
                        .toString())
                .isEqualTo("{\"team\":\"blue\"}");
        assertThat(terminal.run("queue", "tags", "a").out()).startsWith("KEY").contains("team");
        assertThat(terminal.run("queue", "permit", "a", "x", "--account", "111111111111", "--action", "SendMessage")
                        .code())
                .isZero();
        assertThat(terminal.cluster().permissions("a")).isEqualTo(Map.of("x", "[111111111111] [SendMessage]"));
        assertThat(terminal.run("queue", "revoke", "a", "x").code()).isZero();
        assertThat(terminal.cluster().permissions("a")).isEmpty();
        assertThat(terminal.run("queue", "permit", "a", "x").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("queue", "tag", "a").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void pausesQueuesAndLimitsThem() throws IOException {
        terminal.run("queue", "create", "q");

        assertThat(terminal.run("queue", "delivery", "q").out())
                .contains("not paused", "at most: no rate, no limit in flight")
                .doesNotContain("held back");
        assertThat(terminal.run("queue", "pause", "q").out()).contains("paused");
        assertThat(terminal.run("queue", "limit", "q", "--rate", "10", "--per", "60", "--in-flight", "3")
                        .out())
                .contains("at most: 10 messages in 60 s, 3 in flight");
        assertThat(terminal.run("queue", "delivery", "q").out())
                .contains(
                        "paused since 2023-11-14T22:13:20Z",
                        "at most: 10 messages in 60 s, 3 in flight",
                        "held back by: paused, next message at 2023-11-14T22:13:21Z");
        assertThat(terminal.run("queue", "resume", "q", "-o", "json")
                        .json()
                        .get("delivery")
                        .asText())
                .isEqualTo("resumed");
        var json = terminal.run("queue", "delivery", "q", "-o", "json").json();
        assertThat(json.get("paused").asBoolean()).isFalse();
        assertThat(json.get("rate").asInt()).isEqualTo(10);
        assertThat(json.get("per_seconds").asInt()).isEqualTo(60);
        assertThat(json.get("in_flight").asInt()).isEqualTo(3);
        assertThat(terminal.run("queue", "limit", "q").out()).contains("at most: no rate, no limit in flight");
    }
}
