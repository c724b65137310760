package io.sluice.cluster.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An archive of the classes that a node loads, as the launcher makes one: with it a node starts with a
 * third of the work, and the tests start a node some hundred times.
 */
final class ClassArchive {
    private static final Path ARCHIVE = Path.of("target", "node-classes.jsa").toAbsolutePath();
    private static final Path TRAINING = Path.of("target", "clusters", "class-archive");

    private ClassArchive() {}

    /** Options of the JVM that use the archive, which is made before if need be; none where it could not be made. */
    static synchronized List<String> options() throws IOException {
        if (!Files.exists(ARCHIVE) || Files.getLastModifiedTime(ARCHIVE).compareTo(builtAt()) < 0) {
            make();
        }
        return Files.size(ARCHIVE) == 0
                ? List.of()
                : List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }

    private static FileTime builtAt() throws IOException {
        return Files.getLastModifiedTime(
                Path.of(Objects.requireNonNull(System.getProperty("sluice.node.jar"), "sluice.node.jar")));
    }

    /** A cluster of one node writes it when it stops in order. An empty file notes that it did not. */
    private static void make() throws IOException {
        Path fresh = ARCHIVE.resolveSibling("node-classes.jsa.new");
        Files.deleteIfExists(fresh);
        ClusterPlan one = new ClusterPlan(1, 512, Map.of(), Map.of(), false);
        List<String> writing = List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        try (Cluster cluster = Cluster.start(one, TRAINING, writing)) {
            cluster.nodes().get(0).stop();
        }
        Directories.delete(TRAINING);
        Files.deleteIfExists(ARCHIVE);
        if (Files.exists(fresh)) {
            Files.move(fresh, ARCHIVE);
        } else {
            Files.createFile(ARCHIVE);
        }
    }
}
