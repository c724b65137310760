package io.sluice.cluster.clients;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.NodeProcess;

/** What happens to the cluster while a client in another language works. */
final class Deaths {
    private Deaths() {}

    /** In the midst of sending the leader dies; in the midst of receiving it comes back. */
    static void on(String event, Cluster cluster) {
        switch (event) {
            case "half_sent" -> cluster.leader().kill();
            case "half_received" -> cluster.nodes().forEach(NodeProcess::start);
            default -> {} // nothing is to be done at the end
        }
    }
}
