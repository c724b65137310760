package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A file system of its own in memory, so that one node's disk can be full and no other's. */
public final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** Mounts one of this size; empty when this user may not mount. */
    public static Optional<SmallDisk> mount(Path directory, int megabytes) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
        Commands.Result result = Commands.attempt(
                "mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        return result.exitCode() == 0 ? Optional.of(new SmallDisk(directory)) : Optional.empty();
    }

    /** Where it is mounted. */
    public Path directory() {
        return directory;
    }

    /** Unmounts it; everything on it is gone. */
    @Override
    public void close() {
        Commands.attempt("umount", "-l", directory.toString());
    }
}
