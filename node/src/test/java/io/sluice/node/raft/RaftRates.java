package io.sluice.node.raft;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.node.command.Reply;
import io.sluice.node.model.NodeId;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Not a test: how fast one tablet commits on three nodes in one JVM, closed loop, with logs on a real
 * disk. Arguments: a folder, commands outstanding, payload bytes, seconds, threads that
 * propose, entries in flight.
 */
final class RaftRates {
    private static final int WARM_UP_SECONDS = 15;

    private RaftRates() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Path.of(arguments[0]), "rates");
        int outstanding = Integer.parseInt(arguments[1]);
        int payloadBytes = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        int threads = Integer.parseInt(arguments[4]);
        RaftLimits limits = RaftLimits.defaults().withEntriesInFlightMax(Integer.parseInt(arguments[5]));
        try (TestCluster cluster = new TestCluster(folder).startAll(limits)) {
            NodeId leader = cluster.leader();
            run(System.out, cluster, leader, 256, 200, WARM_UP_SECONDS, threads);
            run(System.out, cluster, leader, outstanding, payloadBytes, seconds, threads);
        } finally {
            StateFolder.delete(folder);
        }
        System.exit(0);
    }

    private static void run(
            PrintStream out, TestCluster cluster, NodeId leader, int outstanding, int bytes, int seconds, int threads)
            throws InterruptedException {
        AtomicLong done = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();
        Semaphore permits = new Semaphore(outstanding);
        AtomicBoolean stop = new AtomicBoolean();
        long entriesBefore = cluster.appliedIndex(leader);
        long cpu = cpuNanos();
        long start = System.nanoTime();
        Thread[] proposers = new Thread[threads];
        for (int i = 0; i < threads; i++) {
            proposers[i] = new Thread(() -> {
                while (!stop.get()) {
                    permits.acquireUninterruptibly();
                    long sent = System.nanoTime();
                    CompletableFuture<Reply> unused = cluster.propose(leader, bytes)
                            .whenComplete((reply, thrown) -> {
                                long count = (thrown == null ? done : failed).incrementAndGet();
                                if (count % 16 == 0) {
                                    nanos.add(System.nanoTime() - sent);
                                }
                                permits.release();
                            });
                }
            });
            proposers[i].start();
        }
        TimeUnit.SECONDS.sleep(seconds);
        stop.set(true);
        for (Thread each : proposers) {
            each.join();
        }
        permits.acquire(outstanding);
        cpu = cpuNanos() - cpu;
        double elapsed = (System.nanoTime() - start) / 1e9;
        long entries = cluster.appliedIndex(leader) - entriesBefore;
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                "outstanding=%d bytes=%d commands/s=%.0f entries/s=%.0f commands/entry=%.1f failed=%d p50=%.2fms"
                        + " p99=%.2fms cpu/command=%.1fus cpu/entry=%.0fus fatal=%s%n",
                outstanding,
                bytes,
                done.get() / elapsed,
                entries / elapsed,
                (double) done.get() / entries,
                failed.get(),
                sorted[sorted.length / 2] / 1e6,
                sorted[(int) (sorted.length * 0.99)] / 1e6,
                cpu / 1e3 / done.get(),
                cpu / 1e3 / entries,
                Arrays.toString(cluster.fatal.toArray()));
    }

    /** Of the whole process: three nodes and whoever proposes. */
    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
