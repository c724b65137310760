package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One cluster for all tests of a class, or for all classes that break nothing; whole again before
 * each test. Its files are deleted afterwards unless a test failed; then their path is printed.
 */
public final class ClusterExtension implements BeforeAllCallback, BeforeEachCallback, TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ClusterExtension.class);

    private final Supplier<ClusterPlan> plan;
    private final boolean shared;
    private @Nullable Running running;

    /** A running cluster and whether its files are still wanted. */
    private static final class Running implements AutoCloseable {
        private final Cluster cluster;
        private volatile boolean failed;

        private Running(ClusterPlan plan, String name) {
            Path directory = Path.of("target", "clusters", name);
            try {
                cluster = Cluster.start(plan, directory);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot prepare " + directory, e);
            }
        }

        @Override
        public void close() {
            cluster.close();
            if (!failed) {
                Directories.delete(cluster.directory());
            }
        }
    }

    private ClusterExtension(Supplier<ClusterPlan> plan, boolean shared) {
        this.plan = plan;
        this.shared = shared;
    }

    /** A cluster by this plan, which is asked for when the first test of the class begins. */
    public static ClusterExtension of(Supplier<ClusterPlan> plan) {
        return new ClusterExtension(plan, false);
    }

    /** Three nodes that all classes share whose tests harm none of them. */
    public static ClusterExtension shared() {
        return new ClusterExtension(ClusterPlan::ofThree, true);
    }

    /** Three nodes as a user starts them. */
    public static ClusterExtension ofThree() {
        return of(ClusterPlan::ofThree);
    }

    /** The running cluster. */
    public Cluster get() {
        return running().cluster;
    }

    private Running running() {
        return Objects.requireNonNull(running, "the cluster runs only while tests do");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        // The store closes what it holds at the end of the class, or of the whole run.
        running = shared
                ? context.getRoot()
                        .getStore(NAMESPACE)
                        .computeIfAbsent("shared", key -> new Running(plan.get(), "shared"), Running.class)
                : context.getStore(NAMESPACE)
                        .computeIfAbsent("own", key -> new Running(plan.get(), name(context)), Running.class);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().nodes().forEach(NodeProcess::start);
        get().awaitLed();
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        running().failed = true;
        System.out.println(name(context) + ", " + context.getDisplayName()
                + " failed; configuration, logs and data of the nodes are in " + get().directory());
    }
}
