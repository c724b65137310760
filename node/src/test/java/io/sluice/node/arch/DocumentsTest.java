package io.sluice.node.arch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the documents say about the build is what the build says. */
final class DocumentsTest {
    private static final Pattern VERSION = Pattern.compile("<([a-z.]+)\\.version>([^<$]+)</");

    @Test
    void everyPinnedVersionHasItsReasonInTheTableOfDependencies() throws IOException {
        String build = Files.readString(Source.root().resolve("pom.xml"));
        String table = Files.readString(Source.root().resolve("node/docs/dependencies.md"));

        assertThat(missing(build, table)).isEmpty();
    }

    @Test
    void aVersionWithoutAReasonIsCaught() {
        String build = "<grpc.version>1.2</grpc.version> <netty.version>4.0</netty.version>";

        assertThat(missing(build, "| grpc | 1.2 | the wire |\n| netty | 4.1 | |"))
                .containsExactly("netty 4.0");
    }

    private static List<String> missing(String build, String table) {
        return VERSION.matcher(build)
                .results()
                .filter(pin -> table.lines().noneMatch(line -> names(line, pin)))
                .map(pin -> pin.group(1) + " " + pin.group(2))
                .toList();
    }

    private static boolean names(String line, MatchResult pin) {
        return line.startsWith("| " + pin.group(1) + " | " + pin.group(2) + " | ");
    }
}
