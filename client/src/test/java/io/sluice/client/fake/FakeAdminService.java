package io.sluice.client.fake;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.AddTabletsRequest;
import io.sluice.api.v1.AddTabletsResponse;
import io.sluice.api.v1.CompareReplicasRequest;
import io.sluice.api.v1.CompareReplicasResponse;
import io.sluice.api.v1.DrainNodeRequest;
import io.sluice.api.v1.DrainNodeResponse;
import io.sluice.api.v1.ListNodesRequest;
import io.sluice.api.v1.ListNodesResponse;
import io.sluice.api.v1.ListTabletsRequest;
import io.sluice.api.v1.ListTabletsResponse;
import io.sluice.api.v1.NodeStatus;
import io.sluice.api.v1.ReplicaDigest;
import io.sluice.api.v1.ReplicaStatus;
import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.api.v1.TabletStatus;
import io.sluice.api.v1.TransferLeaderRequest;
import io.sluice.api.v1.TransferLeaderResponse;

/** Two tablets, the second of which the leader leads, or nobody when there is none. */
final class FakeAdminService extends FakeKeys {
    private final FakeCluster cluster;

    FakeAdminService(FakeCluster cluster) {
        super(cluster);
        this.cluster = cluster;
    }

    @Override
    public void listNodes(ListNodesRequest request, StreamObserver<ListNodesResponse> out) {
        ListNodesResponse.Builder response = ListNodesResponse.newBuilder().setClusterId("fake");
        for (FakeNode node : cluster.nodes()) {
            response.addNodes(NodeStatus.newBuilder()
                    .setNodeId(node.id())
                    .setGrpcAddress(node.address())
                    .setReachable(node.alive())
                    .setUptimeMillis(node.uptimeMillis())
                    .setTabletsHeld(2)
                    .setVersion("1"));
        }
        out.onNext(response.build());
        out.onCompleted();
    }

    @Override
    public void listTablets(ListTabletsRequest request, StreamObserver<ListTabletsResponse> out) {
        FakeNode leader = cluster.leader();
        ListTabletsResponse.Builder response = ListTabletsResponse.newBuilder();
        for (int i = 0; i < 2; i++) {
            TabletStatus.Builder tablet = TabletStatus.newBuilder()
                    .setTabletId(i)
                    .setLeaderNodeId(leader == null ? "" : leader.id())
                    .setTerm(1);
            for (FakeNode node : cluster.nodes()) {
                tablet.addReplicas(ReplicaStatus.newBuilder()
                        .setNodeId(node.id())
                        .setReachable(node.alive())
                        .setRole(node == leader ? "LEADER" : "FOLLOWER"));
            }
            response.addTablets(tablet);
        }
        out.onNext(response.build());
        out.onCompleted();
    }

    @Override
    public void transferLeader(TransferLeaderRequest request, StreamObserver<TransferLeaderResponse> out) {
        for (FakeNode node : cluster.nodes()) {
            if (node.id().equals(request.getNodeId())) {
                cluster.lead(node);
                out.onNext(TransferLeaderResponse.getDefaultInstance());
                out.onCompleted();
                return;
            }
        }
        out.onError(Refusals.coded(Status.NOT_FOUND, "NodeNotFound", "There is no such node."));
    }

    @Override
    public void drainNode(DrainNodeRequest request, StreamObserver<DrainNodeResponse> out) {
        out.onNext(DrainNodeResponse.newBuilder().setTransferred(1).build());
        out.onCompleted();
    }

    @Override
    public void addTablets(AddTabletsRequest request, StreamObserver<AddTabletsResponse> out) {
        out.onNext(AddTabletsResponse.newBuilder().addTabletIds(2).build());
        out.onCompleted();
    }

    /** The replicas of the second tablet are what the cluster was told; all others are equal. */
    @Override
    public void compareReplicas(CompareReplicasRequest request, StreamObserver<CompareReplicasResponse> out) {
        if (request.getTabletId() > 1) {
            out.onError(Refusals.coded(Status.NOT_FOUND, "ResourceNotFoundException", "There is no such tablet."));
            return;
        }
        CompareReplicasResponse.Builder response = CompareReplicasResponse.newBuilder()
                .setVerdict(request.getTabletId() == 1 ? cluster.verdict() : ReplicaVerdict.REPLICA_VERDICT_EQUAL);
        for (FakeNode node : cluster.nodes()) {
            response.addReplicas(ReplicaDigest.newBuilder()
                    .setNodeId(node.id())
                    .setTerm(2)
                    .setIndex(9)
                    .setRows(3)
                    .setSha256("0123456789abcdef".repeat(4)));
        }
        out.onNext(response.build());
        out.onCompleted();
    }
}
