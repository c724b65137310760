package io.sluice.node.app.config;

import io.sluice.node.model.NodeId;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything that is configured on a node; {@code deploy/config/node.yaml} explains every key.
 *
 * @param nodeId which of the cluster's members this node is
 * @param bindAddress local address of all its ports
 * @param dataDir where everything is that must survive the process; never shared by two processes
 * @param stopTimeout how long an orderly stop may take before the process is cut off
 */
public record NodeConfig(
        NodeId nodeId,
        String bindAddress,
        Path dataDir,
        Duration stopTimeout,
        ClusterSettings cluster,
        StorageSettings storage,
        RaftSettings raft,
        EdgeSettings edge,
        AccessSettings access,
        HttpSettings http,
        TlsSettings tls,
        LoggingSettings logging)
        implements Section {
    public NodeConfig {
        Check.text("bindAddress", bindAddress, "[A-Za-z0-9._:-]{1,253}", "a local address or host name");
        Check.holds(!dataDir.toString().isBlank(), "dataDir", "must not be empty");
        Check.range("stopTimeout", stopTimeout, "1s", "10m");
        Check.holds(
                cluster.member(nodeId).isPresent(),
                "nodeId",
                nodeId + " is not among cluster.members "
                        + cluster.members().stream().map(MemberSettings::id).toList());
    }

    /** What holds for keys that nobody sets: the first of three nodes on this machine. */
    public static NodeConfig defaults() {
        return new NodeConfig(
                new NodeId("n1"),
                "127.0.0.1",
                Path.of("data"),
                Duration.ofSeconds(15),
                ClusterSettings.defaults(),
                StorageSettings.defaults(),
                RaftSettings.defaults(),
                EdgeSettings.defaults(),
                AccessSettings.defaults(),
                HttpSettings.defaults(),
                TlsSettings.defaults(),
                LoggingSettings.defaults());
    }

    /** This node's own entry in the list of members. */
    public MemberSettings self() {
        return cluster.member(nodeId).orElseThrow();
    }
}
