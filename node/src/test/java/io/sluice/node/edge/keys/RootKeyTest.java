package io.sluice.node.edge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.edge.access.Action;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RootKeyTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path directory;

    @Test
    void isMadeOnceForItsOwnerOnlyAndAdministersNothingElse() throws IOException {
        Path file = directory.resolve("root.key");

        KnownKey made = RootKey.of(file, "111111111111", random);
        KnownKey again = RootKey.of(file, "111111111111", random);

        String secret = Files.readString(file).strip().substring("root:".length());
        assertThat(secret).hasSize(40);
        assertThat(made.is(secret.getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(again.is(secret.getBytes(StandardCharsets.US_ASCII))).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactly("root.key");
        assertThat(made.identity().scope().allows(Action.ofAdministration("CreateAccessKey"), "any"))
                .isTrue();
        assertThat(made.identity().scope().allows(Action.ofQueues("SendMessage"), "any"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "root:short", ":aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aFileWithoutAKeyStopsTheStart(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("root.key"), content);

        assertThatThrownBy(() -> RootKey.of(file, "111111111111", random))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is no root key");
    }
}
