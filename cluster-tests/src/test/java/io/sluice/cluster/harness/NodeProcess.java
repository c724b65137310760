package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node as a process of its own, with its directory, its log and the signals it may get. */
public final class NodeProcess {
    /** How long an orderly stop may take before the process is killed. */
    private static final long STOP_SECONDS_MAX = 30;

    /** As the launcher starts a node. */
    private static final List<String> JVM = List.of(
            "-XX:MaxDirectMemorySize=256m",
            "-Xss512k",
            "-XX:+UseParallelGC",
            "-XX:NewRatio=1",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+PerfDisableSharedMem");

    private final Member member;
    private final Path directory;
    private final Path configuration;
    private final Path dataDirectory;
    private final Path log;
    private final List<String> command;
    private final Map<String, String> settings;
    private @Nullable Process process;

    NodeProcess(Member member, Path directory, Path dataDirectory, ClusterPlan plan, List<String> jvmOptions) {
        this.member = member;
        this.directory = directory;
        this.configuration = directory.resolve(member.id() + ".yaml");
        this.dataDirectory = dataDirectory;
        this.log = directory.resolve(member.id() + ".log");
        Map<String, String> all = new TreeMap<>(plan.settings());
        if (plan.tls()) {
            all.putAll(Certificates.in(directory).settings(member.id()));
        }
        this.settings = Map.copyOf(all);
        this.command = command(plan, jvmOptions);
    }

    private List<String> command(ClusterPlan plan, List<String> jvmOptions) {
        Path jar = Path.of(Objects.requireNonNull(System.getProperty("sluice.node.jar"), "sluice.node.jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException(jar + " is missing: build it with ./mvnw package");
        }
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add("-Xmx" + plan.heapMegabytes() + "m");
        words.addAll(JVM);
        words.addAll(jvmOptions);
        words.addAll(List.of("-jar", jar.toAbsolutePath().normalize().toString()));
        words.addAll(List.of("--config", configuration.toString()));
        return List.copyOf(words);
    }

    void writeConfiguration(List<Member> members) throws IOException {
        Files.createDirectories(dataDirectory);
        Files.writeString(configuration, member.configuration(members, dataDirectory.toString()));
    }

    /** The node's id, such as {@code n1}. */
    public String id() {
        return member.id();
    }

    /** Where clients call over gRPC. */
    public int grpcPort() {
        return member.grpcPort();
    }

    /** Where clients call over HTTP. */
    public int httpPort() {
        return member.httpPort();
    }

    /** Where other nodes call. */
    public int peerPort() {
        return member.peerPort();
    }

    /** Where the log is replicated. */
    public int raftPort() {
        return member.raftPort();
    }

    Member member() {
        return member;
    }

    /** Where the node keeps what must survive it. */
    public Path dataDirectory() {
        return dataDirectory;
    }

    /** Everything that the process printed, over all its starts. */
    public Path log() {
        return log;
    }

    /** True while the process runs, paused or not. */
    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Starts the process unless it runs; does not wait until it is ready. */
    public synchronized void start() {
        if (isAlive()) {
            return;
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("SLUICE_"));
        builder.environment().putAll(settings);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + id(), e);
        }
    }

    /** What the process takes of memory now, once its heap was collected. */
    public synchronized Footprint footprint() {
        if (process == null) {
            throw new IllegalStateException(id() + " was never started");
        }
        return Footprint.of(process.pid());
    }

    /** SIGKILL: nothing is flushed, nobody is told. Returns when the process is gone. */
    public synchronized void kill() {
        if (process != null) {
            process.destroyForcibly();
            await(process, STOP_SECONDS_MAX);
        }
    }

    /** SIGTERM, and SIGKILL when it takes too long. True when the process ended by itself. */
    public synchronized boolean stop() {
        if (process == null) {
            return true;
        }
        process.destroy();
        boolean orderly = await(process, STOP_SECONDS_MAX);
        if (!orderly) {
            kill();
        }
        return orderly;
    }

    /** SIGSTOP: the process stands still and its connections stay open. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it stand still during this, and go on afterwards in any case. */
    public void whilePaused(Runnable during) {
        pause();
        try {
            during.run();
        } finally {
            resume();
        }
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void resume() {
        signal("CONT");
    }

    private synchronized void signal(String name) {
        if (process == null) {
            throw new IllegalStateException(id() + " was never started");
        }
        Commands.run("kill", "-" + name, Long.toString(process.pid()));
    }

    private static boolean await(Process process, long seconds) {
        try {
            return process.waitFor(seconds, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a node was to end", e);
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
