package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.model.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    private Path directory;

    @Test
    void isUsedByOneAtATime() throws StartException, IOException {
        Path path = directory.resolve("deep/data");
        DataDir first = DataDir.open(path, new NodeId("n1"));

        assertThatThrownBy(() -> DataDir.open(path, new NodeId("n1")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(
                        "is in use by process " + ProcessHandle.current().pid());

        first.close();
        DataDir.open(path, new NodeId("n1")).close();
    }

    @Test
    void belongsToOneNodeForEver() throws StartException, IOException {
        DataDir.open(directory, new NodeId("n1")).close();

        assertThatThrownBy(() -> DataDir.open(directory, new NodeId("n2")))
                .hasMessageContaining("belongs to node n1, and this is node n2");
        DataDir.open(directory, new NodeId("n1")).close();
    }

    @Test
    void saysWhatIsWrongWithThePath() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDir.open(file, new NodeId("n1")))
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA_DIR));
    }
}
