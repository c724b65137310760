package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsItsVersionAndItsUsage() {
        assertThat(run("--version")).hasValue(0);
        assertThat(run("--help")).hasValue(0);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("sluice-node ", "usage: sluice-node");
    }

    @Test
    void refusesArgumentsThatMakeNoSense() {
        assertThat(run("--conf", "x")).hasValue(64);
        assertThat(run("--config")).hasValue(64);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("unknown argument --conf", "--config needs a file", "usage:");
    }

    @Test
    void checksAConfigurationWithoutStartingAnything() throws IOException {
        Path good = Files.writeString(directory.resolve("good.yaml"), "nodeId: n3\n");
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "node: n3\n");

        assertThat(run("--check-config", "--config", good.toString())).hasValue(0);
        assertThat(run("--config", bad.toString(), "--check-config")).hasValue(78);

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("the configuration of node n3 is right");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("node: unknown key; did you mean nodeId?");
    }

    @Test
    void clientsOverTlsAndPeersInTheClearIsNoSecret() throws IOException {
        Path config = Files.writeString(
                directory.resolve("node.yaml"),
                "bindAddress: 0.0.0.0\ndataDir: " + directory.resolve("data")
                        + "\ntls: {certificateFile: n1.pem, keyFile: n1.key}\n");

        assertThat(run("--config", config.toString())).hasValue(78);

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("tls.peerCaFile", "in the clear");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
    void developmentModeIsNotForOthersThanThisMachine(String address) throws IOException {
        Path config = Files.writeString(
                directory.resolve("node.yaml"),
                "bindAddress: '" + address + "'\ndataDir: " + directory.resolve("data")
                        + "\naccess: {mode: development}\n");

        assertThat(run("--config", config.toString())).hasValue(78);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("access.mode development is for loopback, and bindAddress is " + address);
    }

    private Optional<Integer> run(String... args) {
        return Main.run(
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }
}
