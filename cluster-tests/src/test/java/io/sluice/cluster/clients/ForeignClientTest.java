package io.sluice.cluster.clients;

import io.sluice.cluster.fake.FakeCluster;
import io.sluice.cluster.harness.Endpoint;
import java.util.List;
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
            List<Endpoint> endpoints = cluster.endpoints();
            client.run(queue, endpoints, event -> {
                if (event.equals("half_sent")) {
                    cluster.kill(1);
                }
            });
            endpoints.forEach(Endpoint::close);
        }
    }
}
