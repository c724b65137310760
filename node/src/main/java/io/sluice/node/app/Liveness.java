package io.sluice.node.app;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Whether the process is beyond help while it still runs. A broken node ends by itself
 * ({@link Fatal}); what cannot end itself is a deadlock, and that is what is looked for.
 */
final class Liveness {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private Liveness() {}

    /** The threads that wait for each other for ever, in words; empty when there are none. */
    static List<String> deadlockedThreads() {
        long[] ids = THREADS.findDeadlockedThreads();
        if (ids == null) {
            return List.of();
        }
        return Arrays.stream(THREADS.getThreadInfo(ids))
                .filter(Objects::nonNull)
                .map(Liveness::describe)
                .toList();
    }

    private static String describe(ThreadInfo thread) {
        return "thread " + thread.getThreadName() + " waits for " + thread.getLockName() + " held by "
                + thread.getLockOwnerName() + " in a circle";
    }
}
