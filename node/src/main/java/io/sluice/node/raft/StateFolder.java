package io.sluice.node.raft;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a replica's rows. Rows live in generations {@code g0}, {@code g1} ...; the highest is
 * the state. A fetched checkpoint is completed beside them and becomes the next generation by one
 * rename, so a crash at any moment leaves the old state or the new one.
 */
final class StateFolder {
    private static final String ROWS = "rows";
    private static final String INSTALLED = "installed";
    private static final String INCOMING = "incoming";
    private static final String OUTGOING = "outgoing-";

    private final Path root;

    private StateFolder(Path root) {
        this.root = root;
    }

    /** Opens the folder, made if need be, and removes what a crash may have left behind. */
    static StateFolder open(Path root) throws IOException {
        StateFolder folder = new StateFolder(root);
        Files.createDirectories(root);
        if (folder.generations().isEmpty()) {
            Files.createDirectories(folder.generation(0).resolve(ROWS));
        }
        folder.tidy();
        return folder;
    }

    /** Where the rows are. */
    Path rows() throws IOException {
        return generation(newest()).resolve(ROWS);
    }

    /** What the rows reflected when they were installed; empty when they grew here from nothing. */
    Optional<Position> installed() throws IOException {
        Path note = generation(newest()).resolve(INSTALLED);
        if (!Files.exists(note)) {
            return Optional.empty();
        }
        String[] parts = Files.readString(note).trim().split(":", 2);
        return Optional.of(new Position(Long.parseLong(parts[0]), Long.parseLong(parts[1])));
    }

    /** An empty place for a checkpoint that is being fetched. */
    Path newIncoming() throws IOException {
        delete(root.resolve(INCOMING));
        return Files.createDirectories(root.resolve(INCOMING).resolve(ROWS));
    }

    /** Makes what was fetched durable; {@link #promote} may follow. */
    void sealIncoming(Position position) throws IOException {
        Path incoming = root.resolve(INCOMING);
        Files.writeString(incoming.resolve(INSTALLED), position + "\n");
        try (Stream<Path> all = Files.walk(incoming)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                sync(each);
            }
        }
    }

    /** Makes the fetched checkpoint the state. No store may be open in this folder. */
    void promote() throws IOException {
        Path next = generation(newest() + 1);
        Files.move(root.resolve(INCOMING), next, StandardCopyOption.ATOMIC_MOVE);
        sync(root);
        tidy();
    }

    /** A path for an outgoing checkpoint, on the same file system as the rows so that files can be linked. */
    Path newOutgoing(long number) throws IOException {
        Path path = root.resolve(OUTGOING + number);
        delete(path);
        return path;
    }

    static void delete(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> walk = Files.walk(path)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }

    private void tidy() throws IOException {
        long newest = newest();
        delete(root.resolve(INCOMING));
        for (long number : generations()) {
            if (number < newest) {
                delete(generation(number));
            }
        }
        try (Stream<Path> entries = Files.list(root)) {
            for (Path each : entries.filter(
                            path -> path.getFileName().toString().startsWith(OUTGOING))
                    .toList()) {
                delete(each);
            }
        }
    }

    private Path generation(long number) {
        return root.resolve("g" + number);
    }

    private long newest() throws IOException {
        return generations().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private List<Long> generations() throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("g[0-9]{1,18}"))
                    .map(name -> Long.valueOf(name.substring(1)))
                    .toList();
        }
    }

    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
