package io.sluice.node.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
    @TempDir
    private Path directory;

    @Test
    void anEmptyFileIsTheDefaults() {
        assertThat(load("")).isEqualTo(NodeConfig.defaults());
        assertThat(load("# nothing\n")).isEqualTo(NodeConfig.defaults());
    }

    @Test
    void theFileReplacesSingleKeysOfTheDefaults() {
        NodeConfig config = load("nodeId: n2\nraft:\n  electionTimeoutMin: 1s\n  electionTimeoutMax: 2s\n");

        assertThat(config.self().grpcPort()).isEqualTo(4575);
        assertThat(config.raft().electionTimeoutMin()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.raft().waitingBytesMax()).isEqualTo(DataSize.ofMegabytes(32));
    }

    @Test
    void theEnvironmentWinsOverTheFile() {
        Map<String, String> environment = Map.of(
                "SLUICE_STORAGE_BLOCK_CACHE_BYTES",
                "256MB",
                "SLUICE_LOGGING_FORMAT",
                "json",
                "SLUICE_CLUSTER_MEMBERS",
                "[{id: n1, host: a, grpcPort: 1, httpPort: 2, peerPort: 3, raftPort: 4}]");

        NodeConfig config = load("storage: {blockCacheBytes: 512MB}", environment);

        assertThat(config.storage().blockCacheBytes()).isEqualTo(DataSize.ofMegabytes(256));
        assertThat(config.logging().format()).isEqualTo(LoggingSettings.Format.JSON);
        assertThat(config.self().host()).isEqualTo("a");
    }

    @Test
    void aVariableOfAnotherProgramIsLeftAlone() {
        assertThat(load(
                        "",
                        Map.of(
                                "SLUICE_ENDPOINTS", "127.0.0.1:4565",
                                "SLUICE_PORT", "tcp://10.0.0.1",
                                "SLUICE_TLS_CA", "ca.pem")))
                .isEqualTo(NodeConfig.defaults());
    }

    @Test
    void aVariableThatNamesNoKeyOfItsSectionIsRefused() {
        assertThatThrownBy(() -> load("", Map.of("SLUICE_RAFT_ELECTION_TIMEOUT", "1s")))
                .isInstanceOf(ConfigException.class)
                .hasMessage("SLUICE_RAFT_ELECTION_TIMEOUT is set in the environment, but there is no such key");
    }

    @Test
    void aComplaintNamesTheVariableThatCausedIt() {
        assertThatThrownBy(() -> load("", Map.of("SLUICE_RAFT_SNAPSHOT_LOG_BYTES", "16")))
                .hasMessageStartingWith("raft.snapshotLogBytes: '16' is not a size")
                .hasMessageEndingWith("(from SLUICE_RAFT_SNAPSHOT_LOG_BYTES)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "raft: {electionTimoutMin: 1s} | raft.electionTimoutMin: unknown key; did you mean electionTimeoutMin?",
                "raft: {election_timeout_min: 1s} | raft.election_timeout_min: unknown key; did you "
                        + "mean electionTimeoutMin?",
                "https: {} | https: unknown key; did you mean http?",
                "http: {colour: 1} | http.colour: unknown key; valid here: requestTimeout, connectionsMax",
                "raft: {electionTimeoutMin: 600} | raft.electionTimeoutMin: '600' is not a duration: "
                        + "write a whole number and ms, s, m, h or d, as in 600ms",
                "raft: {electionTimeoutMin: 5ms} | raft.electionTimeoutMin: 5ms is outside 100ms to 60s",
                "raft: {electionTimeoutMax: 650ms} | raft.electionTimeoutMax: must be at least 100ms "
                        + "above electionTimeoutMin (600ms), or the candidates collide",
                "storage: {overlayBytesMax: 16 MB} | storage.overlayBytesMax: '16 MB' is not a size: "
                        + "write a whole number and B, KB, MB or GB, as in 16MB",
                "storage: {overlayBytesMax: [1]} | storage.overlayBytesMax: must be one value, was [1]",
                "storage: 4 | storage: must be a map of keys, was 4",
                "nodeId: n9 | nodeId: n9 is not among cluster.members [n1, n2, n3]",
                "nodeId: a b | nodeId: node id 'a b' must be 1 to 40 letters, digits or hyphens",
                "cluster: {dataTablets: 64} | cluster.dataTablets: 64 is outside 1 to 63",
                "cluster: {members: []} | cluster.members: 0 is outside 1 to 9",
                "cluster: {members: [{id: n1}]} | cluster.members.0.host: must be given",
                "logging: {level: loud} | logging.level: 'loud' is none of trace, debug, info, warn, error",
                "http: {connectionsMax: many} | http.connectionsMax: 'many' is not a whole number",
                "[1] | must be a map of keys",
            })
    void refusesWhatIsNotExactlyRight(String yaml, String complaint) {
        assertThatThrownBy(() -> load(yaml)).isInstanceOf(ConfigException.class).hasMessage(complaint);
    }

    @Test
    void refusesAPortThatIsGivenTwice() {
        String yaml = "cluster: {members: ["
                + "{id: n1, host: h, grpcPort: 1, httpPort: 2, peerPort: 3, raftPort: 4},"
                + "{id: n2, host: h, grpcPort: 5, httpPort: 6, peerPort: 7, raftPort: 4}]}";

        assertThatThrownBy(() -> load(yaml)).hasMessage("cluster.members: h:4 is given twice; every port is its own");
    }

    @Test
    void refusesADuplicateKeyAndWhatIsNotYaml() {
        assertThatThrownBy(() -> load("nodeId: n1\nnodeId: n2\n")).hasMessageContaining("Duplicate");
        assertThatThrownBy(() -> load("raft: {")).hasMessageContaining("is not YAML");
        assertThatThrownBy(() -> new ConfigLoader(Map.of()).load(Optional.of(directory.resolve("none"))))
                .hasMessageContaining("cannot be read");
    }

    private NodeConfig load(String yaml) {
        return load(yaml, Map.of());
    }

    private NodeConfig load(String yaml, Map<String, String> environment) {
        Path file = directory.resolve("node.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return new ConfigLoader(environment).load(Optional.of(file));
    }
}
