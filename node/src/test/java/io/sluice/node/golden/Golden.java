package io.sluice.node.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where expected texts are, and how they are accepted: {@code -Dgolden.rewrite=true}, then read the diff. */
public final class Golden {
    private Golden() {}

    /** The directory of all of them. */
    public static Path resources() {
        String root = System.getProperty("sluice.root", "..");
        return Path.of(root).resolve("node/src/test/resources/golden");
    }

    static List<String> lines(Path path) {
        try {
            return Files.readAllLines(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds a text to its file, or writes the file when that is asked for. */
    public static void check(Path path, String actual) {
        try {
            if (Boolean.getBoolean("golden.rewrite")) {
                Files.writeString(path, actual);
            }
            assertThat(actual).as(path.getFileName().toString()).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
