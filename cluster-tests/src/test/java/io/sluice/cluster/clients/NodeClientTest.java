package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stock Node.js client runs through the death of a node. */
@Tag("cluster")
final class NodeClientTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void losesNothingWhenANodeDiesAndComesBack() throws Exception {
        Cluster cluster = CLUSTER.get();

        NodeJsClient.ready().run("nodejs", cluster.endpoints(), event -> Deaths.on(event, cluster));
    }
}
