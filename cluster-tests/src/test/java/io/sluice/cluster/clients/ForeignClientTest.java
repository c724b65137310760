package io.sluice.cluster.clients;

import io.sluice.cluster.fake.FakeCluster;
import org.junit.jupiter.api.Test;

/** The clients in other languages work by themselves, before they are let loose on real nodes. */
final class ForeignClientTest {
    @Test
    void pythonLosesNothingWhenAPortDies() throws Exception {
        runThroughADeath(PythonClient.ready(), "python");
    }

    @Test
    void nodeJsLosesNothingWhenAPortDies() throws Exception {
        runThroughADeath(NodeJsClient.ready(), "nodejs");
    }

    private static void runThroughADeath(ForeignClient client, String queue) throws Exception {
        try (FakeCluster cluster = FakeCluster.start(3)) {
            client.run(queue, cluster.endpoints(), event -> {
                if (event.equals("half_sent")) {
                    cluster.kill(1);
                }
            });
        }
    }
}
