package io.sluice.node.cluster;

import io.netty.handler.ssl.SslContext;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.PeerTls;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The ways to all other nodes. */
public final class PeerLinks implements AutoCloseable {
    private final Map<NodeId, PeerLink> links = new TreeMap<>();

    /** Links to every member but this node; they connect when they are first used. */
    public PeerLinks(Members members, Optional<PeerTls> tls) {
        Optional<SslContext> context = tls.map(PeerContexts::client);
        members.others().forEach(node -> links.put(node, new PeerLink(members.address(node), context)));
    }

    PeerLink to(NodeId node) {
        PeerLink link = links.get(node);
        if (link == null) {
            throw new IllegalArgumentException("no link to node " + node);
        }
        return link;
    }

    @Override
    public void close() {
        links.values().forEach(PeerLink::close);
    }
}
