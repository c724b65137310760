package io.sluice.cluster;

import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ten million waiting messages fit a node with 512 MB of heap. */
@Tag("soak")
final class BacklogSoakTest {
    private static final int MESSAGES = 10_000_000;

    @RegisterExtension
    static final ClusterExtension CLUSTER =
            ClusterExtension.of(() -> ClusterPlan.ofThree().withHeap(512));

    @Test
    @Timeout(4 * 60 * 60)
    void tenMillionWaitingMessagesAreKeptAndConsumed() throws Exception {
        BacklogTest.sendAndConsume(CLUSTER.get(), "backlog-soak", MESSAGES);
    }
}
