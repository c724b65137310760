package io.sluice.node.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    private Path root;

    @Test
    void aFetchedCheckpointReplacesTheRowsAsAWhole() throws IOException {
        StateFolder folder = StateFolder.open(root);
        Files.writeString(folder.rows().resolve("row"), "old");
        Files.writeString(folder.newIncoming().resolve("row"), "new");
        folder.sealIncoming(new Position(3, 40));

        folder.promote();

        assertThat(folder.rows().resolve("row")).hasContent("new");
        assertThat(folder.installed()).contains(new Position(3, 40));
        assertThat(StateFolder.open(root).rows().resolve("row")).hasContent("new");
        assertThat(root.resolve("g0")).doesNotExist();
    }

    @Test
    void aCrashBeforeTheSwapLeavesTheOldRows() throws IOException {
        StateFolder folder = StateFolder.open(root);
        Files.writeString(folder.rows().resolve("row"), "old");
        Files.writeString(folder.newIncoming().resolve("row"), "new");
        folder.sealIncoming(new Position(3, 40));
        Files.createDirectories(folder.newOutgoing(1));

        StateFolder reopened = StateFolder.open(root);

        assertThat(reopened.rows().resolve("row")).hasContent("old");
        assertThat(reopened.installed()).isEmpty();
        assertThat(root)
                .isDirectoryNotContaining(path ->
                        path.toString().contains("going") || path.toString().contains("incoming"));
    }

    @Test
    void aCrashAfterTheSwapLeavesTheNewRowsAlone() throws IOException {
        StateFolder folder = StateFolder.open(root);
        Files.writeString(folder.rows().resolve("row"), "old");
        Files.createDirectories(root.resolve("g1").resolve("rows"));
        Files.writeString(root.resolve("g1").resolve("rows").resolve("row"), "new");

        StateFolder reopened = StateFolder.open(root);

        assertThat(reopened.rows().resolve("row")).hasContent("new");
        assertThat(root.resolve("g0")).doesNotExist();
    }
}
