package io.sluice.node.app;

import io.sluice.node.app.config.EdgeSettings;
import io.sluice.node.app.config.MemberSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.app.config.RaftSettings;
import io.sluice.node.app.config.StorageSettings;
import io.sluice.node.app.config.TlsSettings;
import io.sluice.node.cluster.Members;
import io.sluice.node.edge.EdgeConfig;
import io.sluice.node.edge.access.CertificateScopes;
import io.sluice.node.edge.access.Scope;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.PeerTls;
import io.sluice.node.raft.RaftConfig;
import io.sluice.node.raft.RaftLimits;
import io.sluice.node.storage.StoreConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What operators set, as each floor wants it. */
final class FloorConfigs {
    private FloorConfigs() {}

    static StoreConfig store(StorageSettings settings) {
        return new StoreConfig(
                settings.overlayBytesMax().bytes(),
                settings.blockCacheBytes().bytes(),
                settings.writeBuffersBytesMax().bytes(),
                settings.backgroundThreads(),
                settings.backgroundBytesPerSecond().bytes(),
                settings.spillThreads(),
                settings.openFilesMax());
    }

    static RaftConfig raft(
            NodeConfig config, String clusterId, Members members, Path directory, Optional<PeerTls> tls) {
        SortedMap<NodeId, String> peers = new TreeMap<>();
        members.all().forEach(node -> peers.put(node, members.address(node).raft()));
        RaftSettings settings = config.raft();
        return new RaftConfig(
                config.nodeId(),
                clusterId,
                peers,
                config.bindAddress(),
                directory,
                settings.electionTimeoutMin(),
                settings.electionTimeoutMax(),
                new RaftLimits(
                        settings.waitingBytesMax().bytes(),
                        settings.entriesInFlightMax(),
                        settings.unansweredMax(),
                        settings.snapshotEntries(),
                        settings.snapshotLogBytes().bytes(),
                        settings.snapshotInterval(),
                        settings.logEntriesKept(),
                        settings.freeBytesMin().bytes(),
                        settings.replyThreads(),
                        settings.closeMax()),
                tls);
    }

    /** What certificates of clients allow. */
    static CertificateScopes scopes(TlsSettings settings) {
        return new CertificateScopes(settings.clientScopes().stream()
                .map(one -> new CertificateScopes.Entry(one.name(), new Scope(one.allow(), one.on())))
                .toList());
    }

    /** How the HTTP port is called in URLs. */
    static String scheme(NodeConfig config) {
        return config.tls().servesClients() ? "https" : "http";
    }

    static EdgeConfig edge(NodeConfig config) {
        EdgeSettings settings = config.edge();
        MemberSettings self = config.self();
        String own = scheme(config) + "://" + self.host() + ":" + self.httpPort();
        return new EdgeConfig(
                config.bindAddress(),
                self.grpcPort(),
                settings.publicUrl().isEmpty() ? own : settings.publicUrl(),
                settings.accountId(),
                settings.region(),
                settings.defaultDeadline(),
                settings.pollGrace(),
                settings.deadlineMax(),
                settings.messageBytesMax().bytesAsInt(),
                settings.connectionsMax(),
                settings.callsPerConnectionMax(),
                settings.stopTime());
    }
}
