package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.TransferLeaderRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.FaultRun;
import io.sluice.cluster.harness.Nemesis;
import io.sluice.cluster.harness.NodeProcess;
import io.sluice.cluster.harness.SmallDisk;
import io.sluice.cluster.harness.WorkloadPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A leader whose disk is full gives way to the others, and is whole again when there is space. */
@Tag("cluster")
final class DiskFullTest {
    private static final int DISK_MEGABYTES = 768;
    private static final Duration FULL = Duration.ofSeconds(8);
    private static final Duration STALL_MAX = Duration.ofSeconds(10);
    private static final Path DIRECTORY = Path.of("target", "clusters", "DiskFullTest");

    @Test
    void oneFullDiskLosesNothingAndStallsBriefly() throws Exception {
        Optional<SmallDisk> mounted =
                SmallDisk.mount(DIRECTORY.resolveSibling("DiskFullTest-disk").toAbsolutePath(), DISK_MEGABYTES);
        Assumptions.assumeTrue(mounted.isPresent(), "needs the right to mount a tmpfs: run as root");
        try (SmallDisk disk = mounted.orElseThrow();
                Cluster cluster = Cluster.start(ClusterPlan.ofThree().withData(2, disk.directory()), DIRECTORY)) {
            FaultRun run = new FaultRun(cluster, "disk-full", WorkloadPlan.unruly(9));

            FaultRun.Report report = run.run(load -> {
                lead(cluster, cluster.node(2));
                Path ballast = Nemesis.fillDisk(disk.directory());
                load.runFor(FULL);
                Files.delete(ballast);
            });

            assertThat(report.longestStall()).isLessThan(STALL_MAX);
        }
    }

    private static void lead(Cluster cluster, NodeProcess node) {
        cluster.endpoints()
                .get(0)
                .admin()
                .transferLeader(TransferLeaderRequest.newBuilder()
                        .setTabletId(cluster.busiest().getTabletId())
                        .setNodeId(node.id())
                        .build());
        assertThat(cluster.leader()).isEqualTo(node);
    }
}
