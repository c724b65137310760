package io.sluice.cluster.check;

import java.time.Duration;

/**
 * What a checker may hold against a run.
 *
 * @param skew by how much clocks of callers and nodes may disagree
 * @param promptSlack what is granted beyond the promised second until a message is seen; zero where
 *     the run had faults or nobody polled all the time
 */
public record CheckOptions(Duration skew, Duration promptSlack) {
    /** For runs with faults: lateness is no violation. */
    public static CheckOptions faulty() {
        return new CheckOptions(Duration.ofMillis(200), Duration.ZERO);
    }

    /** For runs without faults in which receivers poll all the time. */
    public static CheckOptions healthy(Duration promptSlack) {
        return new CheckOptions(Duration.ofMillis(200), promptSlack);
    }
}
