package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The jars that the cluster tests run as processes are built before them and are whole. */
final class BuiltJarsTest {
    @Test
    void nodeAndCommandLineJarsExistBesideTheirLibraries() {
        for (String property : List.of("sluice.node.jar", "sluice.cli.jar")) {
            Path jar = Path.of(Objects.requireNonNull(System.getProperty(property), property));

            assertThat(jar).isRegularFile();
            assertThat(jar.resolveSibling("lib")).isNotEmptyDirectory();
        }
    }
}
