package io.sluice.node.app.config;

import io.sluice.node.model.NodeId;

/**
 * A node of the cluster and where the others find it.
 *
 * @param host name or address that the other nodes and the clients dial
 * @param grpcPort the public gRPC face
 * @param httpPort metrics, health and the HTTP APIs
 * @param peerPort calls between nodes
 * @param raftPort the replicated log
 */
public record MemberSettings(NodeId id, String host, int grpcPort, int httpPort, int peerPort, int raftPort)
        implements Section {
    public MemberSettings {
        Check.text("host", host, "[A-Za-z0-9._:-]{1,253}", "a host name or an address");
        Check.range("grpcPort", grpcPort, 1, 65_535);
        Check.range("httpPort", httpPort, 1, 65_535);
        Check.range("peerPort", peerPort, 1, 65_535);
        Check.range("raftPort", raftPort, 1, 65_535);
    }

    /** The {@code number}th node on this machine, counted from 1: its ports are 10 above the one before it. */
    static MemberSettings local(int number) {
        int add = 10 * (number - 1);
        return new MemberSettings(
                new NodeId("n" + number), "127.0.0.1", 4565 + add, 4566 + add, 4567 + add, 4568 + add);
    }
}
