package io.sluice.node.raft;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** The processors of this machine, or of the part of it that this process may use. */
final class Processors {
    /** Of all their time, in whatever process. */
    private static final double BUSY_SHARE = 0.75;

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    /** Whether a quarter of their time was left since somebody last asked; not when that cannot be told. */
    boolean haveRoom() {
        double load = system.getCpuLoad();
        return load >= 0 && load < BUSY_SHARE;
    }
}
