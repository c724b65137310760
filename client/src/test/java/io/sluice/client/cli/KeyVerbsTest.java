package io.sluice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.client.cli.Terminal.Ended;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
final class KeyVerbsTest {
    @RegisterExtension
    private final Terminal terminal = new Terminal();

    @Test
    void makesAKeyAndTellsItsSecretOnce() throws IOException {
        Ended made = terminal.run(
                "key",
                "create",
                "billing",
                "--account",
                "111111111111",
                "--allow",
                "sqs:SendMessage,sqs:ReceiveMessage",
                "--on",
                "arn:aws:sqs:*:*:bills-*",
                "-o",
                "json");

        assertThat(made.code()).isZero();
        assertThat(made.json().get("key_id").asText()).isEqualTo("KEY-1");
        assertThat(made.json().get("secret").asText()).isEqualTo("secret-of-KEY-1");
        assertThat(made.json().get("account").asText()).isEqualTo("111111111111");
        assertThat(made.json().get("actions").toString()).isEqualTo("[\"sqs:SendMessage\",\"sqs:ReceiveMessage\"]");
        assertThat(made.json().get("resources").toString()).isEqualTo("[\"arn:aws:sqs:*:*:bills-*\"]");
        assertThat(terminal.run("key", "list", "-o", "json").out()).doesNotContain("secret-of");
    }

    @Test
    void allowsAllOfSqsUnlessToldOtherwiseAndSaysWhenASecretIsKeptInTheClear() throws IOException {
        Ended made = terminal.run("key", "create", "all");

        assertThat(made.out())
                .startsWith("key     KEY-1\nsecret  secret-of-KEY-1\naccount 000000000000\n")
                .contains("not told again", "access.sealingFile");
        JsonNode key = terminal.run("key", "list", "-o", "json").json().at("/keys/0");
        assertThat(key.get("actions").toString()).isEqualTo("[\"sqs:*\"]");
        assertThat(key.get("resources").toString()).isEqualTo("[\"*\"]");
        assertThat(key.get("sealed").asBoolean()).isFalse();
    }

    @Test
    void listsKeysOfAllPagesAndDeletesThem() throws IOException {
        terminal.run("key", "create", "a");
        terminal.run("key", "create", "b", "--allow", "sluice:*");

        assertThat(terminal.run("key", "list").out())
                .startsWith("KEY    ACCOUNT       NAME  ALLOWS    ON  MADE")
                .contains("KEY-1  000000000000  a     sqs:*     *   2023-11-14T22:13:20Z  never")
                .contains("KEY-2  000000000000  b     sluice:*");
        assertThat(terminal.run("key", "delete", "KEY-1").out()).isEqualTo("deleted KEY-1\n");
        assertThat(terminal.run("key", "list", "-o", "json").json().at("/keys")).hasSize(1);
        assertThat(terminal.run("key", "delete", "KEY-1").code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(terminal.run("key").code()).isEqualTo(ExitCode.USAGE);
        assertThat(terminal.run("key", "create").code()).isEqualTo(ExitCode.USAGE);
    }
}
