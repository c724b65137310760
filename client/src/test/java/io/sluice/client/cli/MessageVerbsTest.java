package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class MessageVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void takesAMessageThroughItsLife() throws IOException {
        assertThat(terminal.run("queue", "create", "q", "-a", "VisibilityTimeout=60")
                        .code())
                .isZero();

        Ended sent = terminal.run("send", "q", "hello", "--attribute", "color=String:red", "-o", "json");
        assertThat(sent.json().get("sent").asInt()).isEqualTo(1);
        assertThat(sent.json().at("/messages/0/message_id").asText()).isEqualTo("m-1");

        Ended received = terminal.run("receive", "q", "--max", "10", "-o", "json");
        assertThat(received.json().at("/messages/0/body").asText()).isEqualTo("hello");
        assertThat(received.json().at("/messages/0/attributes/color/value").asText())
                .isEqualTo("red");

        String receipt = received.json().at("/messages/0/receipt").asText();
        assertThat(terminal.run("delete", "q", receipt).code()).isZero();
        assertThat(terminal.cluster().size("q")).isZero();
    }

    @Test
    void sendsOnceUnderAKey() throws IOException {
        terminal.run("queue", "create", "q");

        Ended first =
                terminal.run("send", "q", "hello", "--key", "k", "--key-window", "1d", "--ttl", "15m", "-o", "json");
        Ended again =
                terminal.run("send", "q", "hello", "--key", "k", "--key-window", "1d", "--ttl", "15m", "-o", "json");

        assertThat(first.json().at("/messages/0/replayed").isMissingNode()).isTrue();
        assertThat(again.json().at("/messages/0/replayed").asBoolean()).isTrue();
        assertThat(again.json().at("/messages/0/message_id"))
                .isEqualTo(first.json().at("/messages/0/message_id"));
        assertThat(terminal.cluster().lastTerms("q")).isEqualTo("k for 86400, lives 900");
        assertThat(terminal.cluster().size("q")).isEqualTo(1);
        assertThat(terminal.run("send", "q", "a", "b", "--key", "k").code()).isEqualTo(2);
        assertThat(terminal.run("send", "q", "a", "--key-window", "1d").code()).isEqualTo(2);
        assertThat(terminal.run("send", "q", "a", "--ttl", "soon").code()).isEqualTo(2);
    }

    @Test
    void takesAMessageThroughAFifoQueue() throws IOException {
        assertThat(terminal.run("queue", "create", "q.fifo").code()).isZero();

        Ended sent = terminal.run("send", "q.fifo", "hello", "--group", "g", "--dedup-id", "once", "-o", "json");
        terminal.run("send", "q.fifo", "hello again", "--group", "g", "--dedup-id", "once");

        assertThat(sent.json().at("/messages/0/sequence_number").asText()).isEqualTo("00000000000000000001");
        assertThat(terminal.cluster().size("q.fifo")).isEqualTo(1);
        assertThat(terminal.run("receive", "q.fifo", "--attempt", "one").out())
                .contains("group    g")
                .contains("sequence 00000000000000000001");
        assertThat(terminal.run("send", "q.fifo", "a", "b", "--group", "g", "--dedup-id", "x")
                        .code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("bench", "queue", "--fifo", "--groups", "1000001")
                        .code())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void saysWhatKeepsMessagesBackFromAConsumer() {
        terminal.run("queue", "create", "q");
        terminal.cluster().withhold("queue-in-flight");

        Ended ended = terminal.run("consume", "q", "--idle", "1");

        assertThat(ended.err()).isEqualTo("sluice: messages are kept back: queue-in-flight\n");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void consumesWhatIsThereAndStops() {
        terminal.run("queue", "create", "q");
        terminal.run("send", "q", "one", "two", "three");

        Ended ended = terminal.run("consume", "q", "--count", "3");

        assertThat(ended.code()).isZero();
        assertThat(ended.out().lines()).containsExactlyInAnyOrder("one", "two", "three");
        assertThat(terminal.cluster().size("q")).isZero();
    }

    @Test
    void looksAtMessagesWithoutTouchingThem() throws IOException {
        terminal.run("queue", "create", "q");
        terminal.run("send", "q", "ape", "bee", "bear", "crab", "beetle");
        terminal.run("receive", "q", "--max", "1");

        String peeked = terminal.run("msg", "peek", "q", "--max", "2").out();
        assertThat(peeked)
                .startsWith("MESSAGE  STATE      AGE  RECEIVES  DUE IN")
                .contains("m-1      in-flight  5s   1         30s")
                .contains("m-2      visible    5s   0 ")
                .endsWith("more: --cursor 2\n");
        assertThat(terminal.run("msg", "peek", "q", "--cursor", "4", "-o", "json")
                        .json()
                        .at("/messages/0/body")
                        .asText())
                .isEqualTo("beetle");
        assertThat(terminal.run("msg", "peek", "q", "--newest", "--max", "1").out())
                .contains("beetle")
                .doesNotContain("crab");

        Ended found = terminal.run("msg", "search", "q", "be", "--max", "2", "-o", "json");
        assertThat(found.json().at("/messages").size()).isEqualTo(2);
        assertThat(found.json().at("/scanned").asInt()).isEqualTo(4);
        assertThat(terminal.run("msg", "search", "q", "be").out())
                .contains("beetle")
                .contains("found 3 of 5 in ");
        assertThat(terminal.run("msg", "search", "q", "whale").out()).startsWith("found 0 of 5 in ");

        assertThat(terminal.run("msg", "tail", "q", "--newest", "2", "--count", "2")
                        .out())
                .contains("m-4  -  crab")
                .contains("m-5  -  beetle");
        assertThat(terminal.run("msg", "peek", "q", "--state", "asleep").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("msg", "peek", "none").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("msg").code()).isEqualTo(2);
        assertThat(terminal.cluster().size("q")).isEqualTo(5);
    }

    @Test
    void releasesWithAReasonAtOnceOrLater() throws IOException {
        terminal.run("queue", "create", "q");
        terminal.run("send", "q", "one", "two");
        JsonNode received =
                terminal.run("receive", "q", "--max", "2", "-o", "json").json();
        String first = received.at("/messages/0/receipt").asText();
        String second = received.at("/messages/1/receipt").asText();

        Ended released = terminal.run("release", "q", first, "--reason", "no such customer", "-o", "json");
        assertThat(released.json().get("released").asInt()).isEqualTo(1);
        assertThat(terminal.cluster().visible("q")).isEqualTo(1);
        assertThat(terminal.run("release", "q", second, "--after", "1h").out()).isEqualTo("released\n");
        assertThat(terminal.cluster().visible("q")).isEqualTo(1);

        assertThat(terminal.cluster().reasons()).containsExactly("no such customer", "");
        assertThat(terminal.run("release", "q", "no receipt").code()).isEqualTo(ExitCode.ERROR);
        assertThat(terminal.run("release", "q", first, "--after", "soon").code())
                .isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("release", "q").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("release", "none", first).code()).isEqualTo(ExitCode.NOT_FOUND);
    }
}
