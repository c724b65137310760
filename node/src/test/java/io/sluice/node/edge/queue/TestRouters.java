package io.sluice.node.edge.queue;

import io.sluice.node.cluster.Router;

/** Clusters in memory, for tests outside this package. */
public final class TestRouters {
    private TestRouters() {}

    /** A cluster without queues. */
    public static Router empty() {
        return new FakeRouter();
    }
}
