package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class DeadVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void listsSourcesAndMovesMessages() throws IOException {
        String arn = "arn:aws:sqs:us-east-1:000000000000:dead";
        terminal.run("queue", "create", "dead");
        terminal.run(
                "queue",
                "create",
                "q",
                "-a",
                "RedrivePolicy={\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":3}");

        assertThat(terminal.run("queue", "sources", "dead").out())
                .startsWith("NAME")
                .contains("q  ");
        String handle = terminal.run("move", "start", arn, "--rate", "9", "-o", "json")
                .json()
                .get("task_handle")
                .asText();
        assertThat(terminal.run("move", "list", arn).out()).startsWith("STATUS").contains("RUNNING", "sources", handle);
        assertThat(terminal.run("move", "list", arn, "-o", "json")
                        .json()
                        .at("/moves/0/messages_per_second")
                        .asInt())
                .isEqualTo(9);
        assertThat(terminal.run("move", "cancel", handle).out()).contains("cancelled after 3");
        assertThat(terminal.run("move", "cancel", handle).code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("move").code()).isEqualTo(2);
    }

    @Test
    void listsDeadLettersByWhatTheyDiedOf() throws IOException {
        dead("timeout a", "card b", "card c");

        assertThat(terminal.run("dead", "list", "dead").out())
                .startsWith("MESSAGE  REASON   SOURCE  DIED")
                .contains("m-1      timeout  orders  2023-11-14T22:13:21Z")
                .contains("m-3      card");
        Ended picked = terminal.run("dead", "list", "dead", "--reason", "card", "--max", "1", "-o", "json");
        assertThat(picked.json().at("/messages/0/message_id").asText()).isEqualTo("m-2");
        assertThat(picked.json().at("/messages/0/dead_letter/reason").asText()).isEqualTo("card");
        assertThat(picked.json().at("/messages/0/dead_letter/source_queue").asText())
                .isEqualTo("orders");
        assertThat(picked.json()
                        .at("/messages/0/dead_letter/failed_receives/0/consumer")
                        .asText())
                .isEqualTo("worker");
        String cursor = picked.json().get("cursor").asText();
        assertThat(terminal.run("dead", "list", "dead", "--reason", "card", "--cursor", cursor)
                        .out())
                .contains("m-3")
                .doesNotContain("m-2");
        assertThat(terminal.run("dead", "list", "dead", "--where", "card").out())
                .contains("m-2")
                .doesNotContain("m-1");
        assertThat(terminal.run("dead", "list", "dead", "--source", "bills").out())
                .doesNotContain("m-");
        assertThat(terminal.run("dead", "list", "none").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("dead").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void countsDeadLettersByReasonAcrossPages() throws IOException {
        dead("timeout a", "card b", "card c");

        JsonNode groups =
                terminal.run("dead", "groups", "dead", "-o", "json").json().at("/groups");

        assertThat(groups).hasSize(2);
        assertThat(groups.at("/0/reason").asText()).isEqualTo("card");
        assertThat(groups.at("/0/count").asInt()).isEqualTo(2);
        assertThat(groups.at("/0/message_ids").toString()).isEqualTo("[\"m-2\",\"m-3\"]");
        assertThat(terminal.run("dead", "groups", "dead", "--id", "m-1").out())
                .startsWith("COUNT")
                .contains("1      timeout  orders  2023-11-14T22:13:21Z")
                .doesNotContain("card");
    }

    @Test
    void redrivesSomeAndTakesThatBack() throws IOException {
        dead("timeout a", "card b");

        assertThat(terminal.run("dead", "redrive", "dead", "--reason", "card", "--dry-run")
                        .out())
                .contains("1      card");
        assertThat(terminal.cluster().redrives()).isEmpty();

        Ended begun = terminal.run(
                "dead",
                "redrive",
                "dead",
                "--reason",
                "card",
                "--source",
                "orders",
                "--id",
                "m-2",
                "--where",
                "size > 1",
                "--to",
                "again",
                "--rate",
                "9",
                "-o",
                "json");
        String handle = begun.json().get("redrive_handle").asText();
        RedriveDeadLettersRequest asked = terminal.cluster().redrives().get(0);
        assertThat(asked.getSelection().getReasonsList()).containsExactly("card");
        assertThat(asked.getSelection().getSourceQueuesList()).containsExactly("orders");
        assertThat(asked.getSelection().getMessageIdsList()).containsExactly("m-2");
        assertThat(asked.getSelection().getExpression()).isEqualTo("size > 1");
        assertThat(asked.getDestinationQueueUrl()).isEqualTo("again");
        assertThat(asked.getMaxNumberOfMessagesPerSecond()).isEqualTo(9);

        assertThat(terminal.run("dead", "undo", handle).out()).isEqualTo("undo-1\nundo-2\n");
        assertThat(terminal.run("dead", "undo", "other").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("dead", "redrive", "none").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("dead", "redrive", "dead", "--rate", "fast").code())
                .isEqualTo(ExitCode.USAGE);
    }

    private void dead(String... bodies) {
        terminal.run("queue", "create", "dead");
        List<String> send = new ArrayList<>(List.of("send", "dead"));
        send.addAll(List.of(bodies));
        terminal.run(send.toArray(new String[0]));
    }
}
