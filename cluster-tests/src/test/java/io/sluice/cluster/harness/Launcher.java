package io.sluice.cluster.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The launcher, {@code deploy/sluice}, as a user types it, for a cluster in a directory and at ports of its own. */
public final class Launcher {
    private final Path script;
    private final Path data;
    private final int port;
    private final Map<String, String> environment;

    private Launcher(Path script, Path data, int port, Map<String, String> environment) {
        this.script = script;
        this.data = data;
        this.port = port;
        this.environment = environment;
    }

    /**
     * For a cluster of so many nodes, which does not run yet.
     *
     * @param environment what is exported beside where the data is
     */
    public static Launcher forNodes(int nodes, String name, Map<String, String> environment) {
        for (String property : List.of("sluice.node.jar", "sluice.cli.jar")) {
            // Or it would call Maven, in the midst of a build.
            if (!Files.isRegularFile(jar(property))) {
                throw new IllegalStateException(jar(property) + " is missing: build it with ./mvnw package");
            }
        }
        Path root = jar("sluice.node.jar").resolve("../../..").normalize();
        Path data = Path.of("target", "clusters", name).toAbsolutePath();
        Directories.delete(data);
        return new Launcher(root.resolve("deploy/sluice"), data, Ports.firstForLauncher(nodes), environment);
    }

    private static Path jar(String property) {
        return Path.of(Objects.requireNonNull(System.getProperty(property), property))
                .toAbsolutePath()
                .normalize();
    }

    /** Where the nodes keep their data. */
    public Path data() {
        return data;
    }

    /** The first node's port for gRPC. */
    public int port() {
        return port;
    }

    /** Runs it with these words to its end. */
    public Commands.Result run(String... words) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        return Commands.attempt(inEnvironment(command));
    }

    /** Runs lines of bash in the same environment; {@code $sluice} is the launcher. */
    public Commands.Result bash(String lines) {
        ProcessBuilder builder = inEnvironment(List.of("bash", "-c", lines));
        builder.environment().put("sluice", script.toString());
        return Commands.attempt(builder);
    }

    private ProcessBuilder inEnvironment(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("SLUICE_DATA", data.toString());
        builder.environment().putAll(environment);
        return builder;
    }

    /** Deletes what the nodes have kept. */
    public void deleteData() {
        Directories.delete(data);
    }
}
