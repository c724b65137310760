package io.sluice.client.cli;

import io.sluice.client.ClusterInfo;
import io.sluice.client.TabletInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the nodes, the tablets, who leads each and how far each replica is.")
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private Cluster cluster;

    @Option(names = "--check", description = "Ends with 4 unless every node answers and every tablet is led.")
    private boolean check;

    @Override
    public Integer call() {
        return cluster.call((client, out) -> {
            ClusterInfo nodes = client.admin().cluster();
            List<TabletInfo> tablets = client.admin().tablets();
            out.print(
                    () -> object(nodes, tablets),
                    () -> "cluster " + nodes.clusterId() + aws(nodes) + "\n\n" + nodes(nodes) + "\n\n"
                            + tablets(tablets));
            return check && !Readiness.of(nodes, tablets).ready() ? ExitCode.CONDITION : ExitCode.OK;
        });
    }

    private static String aws(ClusterInfo cluster) {
        return switch (cluster.awsAccess()) {
            case "" -> "";
            case "DEVELOPMENT" -> "\naccess: development mode, any credentials or none are taken, on loopback only";
            default -> "\naccess: with keys only, see sluice key list";
        };
    }

    private static String nodes(ClusterInfo cluster) {
        return Output.table(
                List.of("NODE", "STATE", "GRPC", "HTTP", "LEADS", "HOLDS", "UPTIME", "VERSION"),
                cluster.nodes().stream()
                        .map(node -> List.of(
                                node.nodeId(),
                                state(node),
                                node.grpcAddress(),
                                node.httpAddress(),
                                Integer.toString(node.tabletsLed()),
                                Integer.toString(node.tabletsHeld()),
                                node.reachable() ? uptime(node.uptime().toSeconds()) : "-",
                                node.version()))
                        .toList());
    }

    private static String state(ClusterInfo.Node node) {
        if (!node.reachable()) {
            return "unreachable";
        }
        return node.draining() ? "draining" : "up";
    }

    private static String uptime(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600 ? seconds / 60 + " min" : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }

    private static String tablets(List<TabletInfo> tablets) {
        return Output.table(
                List.of("TABLET", "LEADER", "TERM", "RESOURCES", "COMMITTED", "REPLICAS (ENTRIES BEHIND)"),
                tablets.stream()
                        .map(tablet -> List.of(
                                tablet.tabletId() == 0 ? "0 (catalog)" : Integer.toString(tablet.tabletId()),
                                tablet.leaderNodeId().isEmpty() ? "none" : tablet.leaderNodeId(),
                                Long.toString(tablet.term()),
                                Long.toString(tablet.resources()),
                                Long.toString(tablet.replicas().stream()
                                        .mapToLong(TabletInfo.Replica::commitIndex)
                                        .max()
                                        .orElse(0)),
                                tablet.replicas().stream()
                                        .map(StatusCommand::replica)
                                        .collect(Collectors.joining("  "))))
                        .toList());
    }

    private static String replica(TabletInfo.Replica replica) {
        return replica.nodeId() + ":" + (replica.reachable() ? Long.toString(replica.lagEntries()) : "unreachable");
    }

    private static Map<String, Object> object(ClusterInfo cluster, List<TabletInfo> tablets) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("cluster_id", cluster.clusterId());
        object.put("aws_access", cluster.awsAccess());
        object.put("ready", Readiness.of(cluster, tablets).ready());
        object.put("nodes", cluster.nodes().stream().map(StatusCommand::object).toList());
        object.put("tablets", tablets.stream().map(StatusCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(ClusterInfo.Node node) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("node_id", node.nodeId());
        object.put("grpc_address", node.grpcAddress());
        object.put("http_address", node.httpAddress());
        object.put("peer_address", node.peerAddress());
        object.put("reachable", node.reachable());
        object.put("draining", node.draining());
        object.put("tablets_led", node.tabletsLed());
        object.put("tablets_held", node.tabletsHeld());
        object.put("uptime_ms", node.uptime().toMillis());
        object.put("version", node.version());
        return object;
    }

    private static Map<String, Object> object(TabletInfo tablet) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tablet_id", tablet.tabletId());
        object.put("leader_node_id", tablet.leaderNodeId());
        object.put("term", tablet.term());
        object.put("resources", tablet.resources());
        object.put(
                "replicas",
                tablet.replicas().stream().map(StatusCommand::object).toList());
        return object;
    }

    private static Map<String, Object> object(TabletInfo.Replica replica) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("node_id", replica.nodeId());
        object.put("reachable", replica.reachable());
        object.put("role", replica.role());
        object.put("commit_index", replica.commitIndex());
        object.put("applied_index", replica.appliedIndex());
        object.put("snapshot_index", replica.snapshotIndex());
        object.put("lag_entries", replica.lagEntries());
        return object;
    }
}
