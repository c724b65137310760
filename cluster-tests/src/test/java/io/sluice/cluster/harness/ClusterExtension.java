package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One cluster for all tests of a class, whole again before each. Its files are deleted after the
 * class unless a test failed; then their path is printed.
 */
public final class ClusterExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, TestWatcher {
    private final Supplier<ClusterPlan> plan;
    private @Nullable Cluster cluster;
    private boolean failed;

    /** A cluster by this plan, which is asked for when the first test begins. */
    public ClusterExtension(Supplier<ClusterPlan> plan) {
        this.plan = plan;
    }

    /** Three nodes as a user starts them. */
    public static ClusterExtension ofThree() {
        return new ClusterExtension(ClusterPlan::ofThree);
    }

    /** The running cluster. */
    public Cluster get() {
        return Objects.requireNonNull(cluster, "the cluster runs only while tests do");
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory = Path.of("target", "clusters", context.getRequiredTestClass().getSimpleName());
        delete(directory);
        cluster = Cluster.start(plan.get(), directory);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().nodes().forEach(NodeProcess::start);
        get().awaitLed();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        failed = true;
        System.out.println(context.getDisplayName() + " failed; configuration, logs and data of its nodes are in "
                + get().directory());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (cluster != null) {
            cluster.close();
            if (!failed) {
                delete(cluster.directory());
            }
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
