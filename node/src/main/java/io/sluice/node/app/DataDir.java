package io.sluice.node.app;

import io.sluice.node.model.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The directory of everything that must survive the process. It is used by one process at a time
 * ({@code node.lock}, which holds that process's id) and by one node for ever ({@code node.id}).
 */
final class DataDir implements AutoCloseable {
    private final Path path;
    private final FileChannel lockFile;

    private DataDir(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /** Makes the directory if needed, locks it, and makes sure that it is this node's. */
    static DataDir open(Path path, NodeId owner) throws StartException {
        try {
            Files.createDirectories(path);
            FileChannel lockFile = lock(path.resolve("node.lock"));
            try {
                claim(path, owner);
            } catch (IOException | StartException refused) {
                lockFile.close();
                throw refused;
            }
            return new DataDir(path, lockFile);
        } catch (IOException unusable) {
            throw new StartException(ExitCode.DATA_DIR, "data directory " + path + ": " + unusable, unusable);
        }
    }

    Path path() {
        return path;
    }

    /** Lets the next process in. The file stays: removing it would let two processes lock two files. */
    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static FileChannel lock(Path file) throws IOException, StartException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new StartException(
                    ExitCode.DATA_DIR,
                    "data directory " + file.getParent() + " is in use by process "
                            + Files.readString(file).strip(),
                    null);
        }
        channel.truncate(0);
        channel.write(StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + "\n"));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    private static void claim(Path path, NodeId owner) throws IOException, StartException {
        Path file = path.resolve("node.id");
        if (!Files.exists(file)) {
            Path fresh = path.resolve("node.id.new");
            try (FileChannel channel = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer text = StandardCharsets.UTF_8.encode(owner + "\n");
                while (text.hasRemaining()) {
                    channel.write(text);
                }
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        String found = Files.readString(file).strip();
        if (!found.equals(owner.value())) {
            throw new StartException(
                    ExitCode.DATA_DIR,
                    "data directory " + path + " belongs to node " + found + ", and this is node " + owner,
                    null);
        }
    }
}
