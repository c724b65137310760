package io.sluice.node.app;

import io.sluice.node.app.config.MemberSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.app.config.RaftSettings;
import io.sluice.node.app.config.StorageSettings;
import io.sluice.node.cluster.NodeAddress;
import io.sluice.node.model.NodeId;
import io.sluice.node.raft.RaftConfig;
import io.sluice.node.raft.RaftLimits;
import io.sluice.node.storage.StoreConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The configuration file in the words of the floors, which know nothing of files. */
final class FloorConfigs {
    private FloorConfigs() {}

    static StoreConfig storage(StorageSettings settings) {
        return new StoreConfig(
                settings.overlayBytesMax().bytes(),
                settings.blockCacheBytes().bytes(),
                settings.writeBuffersBytesMax().bytes(),
                settings.backgroundThreads(),
                settings.backgroundBytesPerSecond().bytes(),
                settings.spillThreads(),
                settings.openFilesMax());
    }

    static RaftLimits raftLimits(RaftSettings settings) {
        return new RaftLimits(
                settings.waitingBytesMax().bytes(),
                settings.entriesInFlightMax(),
                settings.unansweredMax(),
                settings.snapshotEntries(),
                settings.snapshotLogBytes().bytes(),
                settings.snapshotInterval(),
                settings.logEntriesKept(),
                settings.freeBytesMin().bytes(),
                settings.replyThreads(),
                settings.closeMax());
    }

    /** The log's part, once it is known which cluster this is and where its files are. */
    static RaftConfig raft(NodeConfig config, String clusterId, Path directory) {
        SortedMap<NodeId, String> peers = new TreeMap<>();
        for (MemberSettings member : config.cluster().members()) {
            peers.put(member.id(), member.host() + ":" + member.raftPort());
        }
        return new RaftConfig(
                config.nodeId(),
                clusterId,
                peers,
                config.bindAddress(),
                directory,
                config.raft().electionTimeoutMin(),
                config.raft().electionTimeoutMax(),
                raftLimits(config.raft()));
    }

    /** Where every node's faces are, in the order of the file. */
    static List<NodeAddress> addresses(NodeConfig config) {
        return config.cluster().members().stream()
                .map(member -> new NodeAddress(
                        member.id(),
                        member.host(),
                        member.grpcPort(),
                        member.httpPort(),
                        member.peerPort(),
                        member.raftPort()))
                .toList();
    }
}
