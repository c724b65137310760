package io.sluice.client;

import java.time.Duration;
import java.util.List;

/**
 * The nodes of a cluster as one of them sees them.
 *
 * @param clusterId made when the cluster was formed
 * @param nodes in order of id
 * @param awsAccess whose calls the answering node takes, by gRPC and by AWS's protocols: {@code DEVELOPMENT} is
 *     anybody's, on loopback only; {@code KEYS} is that of whoever has an access key
 */
public record ClusterInfo(String clusterId, List<Node> nodes, String awsAccess) {

    public ClusterInfo {
        nodes = List.copyOf(nodes);
    }

    /**
     * A node.
     *
     * @param nodeId its id
     * @param grpcAddress {@code host:port} of its gRPC face
     * @param httpAddress {@code host:port} of its HTTP face
     * @param peerAddress {@code host:port} of its peer service
     * @param reachable it answered just now
     * @param draining it keeps leads away
     * @param tabletsLed how many tablets it leads
     * @param tabletsHeld how many tablets it holds a replica of
     * @param uptime since its process started
     * @param version of its software
     */
    public record Node(
            String nodeId,
            String grpcAddress,
            String httpAddress,
            String peerAddress,
            boolean reachable,
            boolean draining,
            int tabletsLed,
            int tabletsHeld,
            Duration uptime,
            String version) {}
}
