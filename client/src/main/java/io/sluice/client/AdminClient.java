package io.sluice.client;

import io.grpc.MethodDescriptor;
import io.sluice.api.v1.AddTabletsRequest;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.CompareReplicasRequest;
import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.DrainNodeRequest;
import io.sluice.api.v1.ListNodesRequest;
import io.sluice.api.v1.ListNodesResponse;
import io.sluice.api.v1.ListTabletsRequest;
import io.sluice.api.v1.NodeStatus;
import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.TabletStatus;
import io.sluice.api.v1.TransferLeaderRequest;
import io.sluice.client.ReplicaComparison.Verdict;
import io.sluice.client.transport.CallSpec;
import io.sluice.client.transport.Transport;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Looks into a cluster and moves its leaders; waits for each answer. Any node answers for the whole
 * cluster. Throws {@link SluiceException}. Thread-safe.
 */
public final class AdminClient {
    /** How long a node may take to move leads or to make tablets before another is asked. */
    private static final Duration WORK = Duration.ofSeconds(12);

    private final Transport transport;
    private final ClientConfig config;

    AdminClient(Transport transport, ClientConfig config) {
        this.transport = transport;
        this.config = config;
    }

    /** The nodes and how each is. */
    public ClusterInfo cluster() {
        return call(
                AdminServiceGrpc.getListNodesMethod(),
                ListNodesRequest.getDefaultInstance(),
                Duration.ZERO,
                AdminClient::cluster);
    }

    /** The tablets, who leads each, and how far each replica is. */
    public List<TabletInfo> tablets() {
        return call(
                AdminServiceGrpc.getListTabletsMethod(),
                ListTabletsRequest.getDefaultInstance(),
                Duration.ZERO,
                answer -> answer.getTabletsList().stream()
                        .map(AdminClient::tablet)
                        .toList());
    }

    /** Hands the lead of a tablet to a node; it leads when this returns. */
    public void transferLeader(int tabletId, String nodeId) {
        TransferLeaderRequest request = TransferLeaderRequest.newBuilder()
                .setTabletId(tabletId)
                .setNodeId(nodeId)
                .build();
        call(AdminServiceGrpc.getTransferLeaderMethod(), request, WORK, Done::of);
    }

    /** Moves every lead away from a node and keeps them away; gives how many were moved. */
    public int drain(String nodeId) {
        return drain(nodeId, false);
    }

    /** Lets a drained node lead again. */
    public void undrain(String nodeId) {
        drain(nodeId, true);
    }

    private int drain(String nodeId, boolean undrain) {
        DrainNodeRequest request = DrainNodeRequest.newBuilder()
                .setNodeId(nodeId)
                .setUndrain(undrain)
                .build();
        return call(AdminServiceGrpc.getDrainNodeMethod(), request, WORK, answer -> answer.getTransferred());
    }

    /** Adds 1 to 16 data tablets; gives their numbers. */
    public List<Integer> addTablets(int count) {
        AddTabletsRequest request = AddTabletsRequest.newBuilder()
                .setCount(count)
                .setRequestId(transport.nextRequestId())
                .build();
        return call(
                AdminServiceGrpc.getAddTabletsMethod(),
                request,
                WORK,
                answer -> List.copyOf(answer.getTabletIdsList()));
    }

    /**
     * Compares all replicas of a tablet; every row is read, so it may take as long as the client's calls may.
     * Replicas are equal only where they reflect the same entries, so ask when little is written.
     */
    public ReplicaComparison compareReplicas(int tabletId) {
        CompareReplicasRequest request =
                CompareReplicasRequest.newBuilder().setTabletId(tabletId).build();
        return call(
                AdminServiceGrpc.getCompareReplicasMethod(),
                request,
                config.callTimeout(),
                answer -> comparison(tabletId, answer));
    }

    private static ReplicaComparison comparison(int tabletId, CompareReplicasResponse answer) {
        return new ReplicaComparison(
                tabletId,
                switch (answer.getVerdict()) {
                    case REPLICA_VERDICT_EQUAL -> Verdict.EQUAL;
                    case REPLICA_VERDICT_DIFFERENT -> Verdict.DIFFERENT;
                    case REPLICA_VERDICT_INCOMPARABLE, REPLICA_VERDICT_UNSPECIFIED, UNRECOGNIZED ->
                        Verdict.INCOMPARABLE;
                },
                answer.getReplicasList().stream()
                        .map(replica -> new ReplicaComparison.Replica(
                                replica.getNodeId(),
                                replica.getProblem(),
                                replica.getTerm(),
                                replica.getIndex(),
                                replica.getRows(),
                                replica.getSha256()))
                        .toList());
    }

    private <Q, R, T> T call(MethodDescriptor<Q, R> method, Q request, Duration work, Function<R, T> read) {
        return new Pending<>(transport.call(method, request, new CallSpec("", config.callTimeout(), work)), read)
                .await();
    }

    private static ClusterInfo cluster(ListNodesResponse answer) {
        return new ClusterInfo(
                answer.getClusterId(),
                answer.getNodesList().stream().map(AdminClient::node).toList(),
                answer.getAwsAccess());
    }

    private static ClusterInfo.Node node(NodeStatus node) {
        return new ClusterInfo.Node(
                node.getNodeId(),
                node.getGrpcAddress(),
                node.getHttpAddress(),
                node.getPeerAddress(),
                node.getReachable(),
                node.getDraining(),
                node.getTabletsLed(),
                node.getTabletsHeld(),
                Duration.ofMillis(node.getUptimeMillis()),
                node.getVersion());
    }

    private static TabletInfo tablet(TabletStatus tablet) {
        return new TabletInfo(
                tablet.getTabletId(),
                tablet.getLeaderNodeId(),
                tablet.getTerm(),
                tablet.getResources(),
                tablet.getReplicasList().stream().map(AdminClient::replica).toList());
    }

    private static TabletInfo.Replica replica(ReplicaStatus replica) {
        return new TabletInfo.Replica(
                replica.getNodeId(),
                replica.getReachable(),
                replica.getRole(),
                replica.getCommitIndex(),
                replica.getAppliedIndex(),
                replica.getSnapshotIndex(),
                replica.getLagEntries());
    }
}
