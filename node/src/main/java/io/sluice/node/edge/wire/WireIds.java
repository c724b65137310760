package io.sluice.node.edge.wire;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Ids of requests, as {@code x-amzn-RequestId} tells them: for logs, so unique but no secret. Thread-safe. */
public final class WireIds {
    /** The header that tells them. */
    public static final String HEADER = "x-amzn-RequestId";

    /** The odd number nearest to 2 to the 64th divided by the golden ratio: neighbours look unlike. */
    private static final long STRIDE = 0x9E3779B97F4A7C15L;

    private final long node;
    private final AtomicLong last;

    /** Ids that begin with a number drawn from here. */
    public WireIds(RandomGenerator random) {
        this.node = random.nextLong();
        this.last = new AtomicLong(random.nextLong());
    }

    /** An id that no other request has. */
    public String fresh() {
        return new UUID(node, last.addAndGet(STRIDE)).toString();
    }
}
