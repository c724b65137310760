package io.sluice.node.arch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One text file of the repository; the path is relative to its root, with forward slashes. */
record Source(String path, String text) {
    static final List<String> MODULES =
            List.of("proto", "client", "client/aws-bench", "node", "cluster-tests", "cluster-tests/foreign-clients");

    /** Our own Java and proto files, of all modules. */
    static List<Source> all() {
        return MODULES.stream()
                .flatMap(module -> under(root().resolve(module).resolve("src")))
                .filter(source -> source.isJava() || source.path.endsWith(".proto"))
                .toList();
    }

    /** Files below a directory of the repository; none if there is no such directory. */
    static Stream<Source> under(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(directory).filter(Source::ours)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(Source::isText)
                    .sorted()
                    .map(Source::read)
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The repository's root: the nearest directory above the running tests that has the build's wrapper. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            Path parent = directory.getParent();
            if (parent == null) {
                throw new IllegalStateException("no mvnw above " + Path.of("").toAbsolutePath());
            }
            directory = parent;
        }
        return directory;
    }

    boolean isJava() {
        return path.endsWith(".java");
    }

    boolean isMainJava() {
        return isJava() && path.contains("/src/main/java/");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") || name.endsWith(".proto") || name.endsWith(".md");
    }

    private static Source read(Path file) {
        try {
            return new Source(root().relativize(file).toString().replace('\\', '/'), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a package client installed beside our sources is not ours to tidy. */
    private static boolean ours(Path file) {
        for (Path part : file) {
            if (part.toString().equals("node_modules")) {
                return false;
            }
        }
        return true;
    }
}
