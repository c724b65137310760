package io.sluice.node.cluster;

import io.sluice.node.model.NodeId;

/** Where a node's faces are: one host, a port each. */
public record NodeAddress(NodeId node, String host, int grpcPort, int httpPort, int peerPort, int raftPort) {
    /** {@code host:port} of the public gRPC face. */
    public String grpc() {
        return host + ":" + grpcPort;
    }

    /** {@code host:port} of the HTTP face. */
    public String http() {
        return host + ":" + httpPort;
    }

    /** {@code host:port} of the peer service. */
    public String peer() {
        return host + ":" + peerPort;
    }

    /** {@code host:port} of Raft. */
    public String raft() {
        return host + ":" + raftPort;
    }
}
