package io.sluice.cluster.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * One cluster for all tests of a class, or one after the other for classes of the same habits; whole again before
 * each test. Its files are deleted afterwards unless a test failed; then their path is printed.
 */
public final class ClusterExtension implements BeforeAllCallback, BeforeEachCallback, TestWatcher {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(ClusterExtension.class);

    /** Who shares a cluster. The order is that in which their classes run. */
    enum Sharing {
        /** Classes whose tests harm no node. */
        PEACEFUL,
        /** Classes whose tests kill or stop nodes, and leave their files alone. */
        HARMFUL,
        /** Nobody: the class has a cluster of its own. */
        NONE
    }

    private final Supplier<ClusterPlan> plan;
    private final Sharing sharing;
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

    /** At most one cluster runs: the next one that somebody asks for ends the one before. */
    private static final class Standing implements AutoCloseable {
        private @Nullable Running running;
        private String name = "";

        private Running of(String wanted, Supplier<ClusterPlan> plan) {
            if (running == null || !name.equals(wanted)) {
                close();
                running = new Running(plan.get(), wanted);
                name = wanted;
            }
            return running;
        }

        @Override
        public void close() {
            if (running != null) {
                running.close();
                running = null;
            }
        }
    }

    private ClusterExtension(Supplier<ClusterPlan> plan, Sharing sharing) {
        this.plan = plan;
        this.sharing = sharing;
    }

    /** A cluster by this plan, which is asked for when the first test of the class begins. */
    public static ClusterExtension of(Supplier<ClusterPlan> plan) {
        return new ClusterExtension(plan, Sharing.NONE);
    }

    /** Three nodes that all classes share whose tests harm none of them. */
    public static ClusterExtension shared() {
        return new ClusterExtension(ClusterPlan::ofThree, Sharing.PEACEFUL);
    }

    /**
     * Three nodes that all classes share whose tests kill or stop them, and leave their files alone. What queues a test
     * made are gone before the next one.
     */
    public static ClusterExtension sharedByFaults() {
        return new ClusterExtension(ClusterPlan::ofThree, Sharing.HARMFUL);
    }

    /** Three nodes as a user starts them. */
    public static ClusterExtension ofThree() {
        return of(ClusterPlan::ofThree);
    }

    Sharing sharing() {
        return sharing;
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
        // The store closes what it holds at the end of the whole run.
        Standing standing = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent("standing", key -> new Standing(), Standing.class);
        running = standing.of(
                sharing == Sharing.NONE ? name(context) : sharing.name().toLowerCase(Locale.ROOT), plan);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        get().nodes().forEach(NodeProcess::start);
        get().awaitLed();
        if (sharing == Sharing.HARMFUL) {
            // The leader that a test means is that of its own queue.
            QueueSweep.deleteAll(get().endpoints().get(0));
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        running().failed = true;
        System.out.println(name(context) + ", " + context.getDisplayName()
                + " failed; configuration, logs and data of the nodes are in " + get().directory());
    }
}
