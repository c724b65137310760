package io.sluice.node.cluster;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Tablets;
import io.sluice.peer.v1.DigestReplicaRequest;
import io.sluice.peer.v1.DigestReplicaResponse;
import io.sluice.peer.v1.FetchCheckpointRequest;
import io.sluice.peer.v1.FetchCheckpointResponse;
import io.sluice.peer.v1.FormRequest;
import io.sluice.peer.v1.FormResponse;
import io.sluice.peer.v1.ForwardRequest;
import io.sluice.peer.v1.ForwardResponse;
import io.sluice.peer.v1.PeerServiceGrpc;
import io.sluice.peer.v1.StatusRequest;
import io.sluice.peer.v1.StatusResponse;
import io.sluice.peer.v1.TransferLeadRequest;
import io.sluice.peer.v1.TransferLeadResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What this node does for its peers. Before the node has joined a cluster it only tells how it is. */
final class PeerService extends PeerServiceGrpc.PeerServiceImplBase {
    private final Formation formation;
    private final Supplier<StatusResponse> status;
    private volatile Joined joined = Joined.NOT_YET;

    PeerService(Formation formation, Supplier<StatusResponse> status) {
        this.formation = formation;
        this.status = status;
    }

    /** What a node can do once it has joined. */
    interface Joined {
        /** A node that has not joined. */
        Joined NOT_YET = new Joined() {
            @Override
            public StreamObserver<ForwardRequest> forward(ServerCallStreamObserver<ForwardResponse> responses) {
                throw notYet();
            }

            @Override
            public Tablets tablets() {
                throw notYet();
            }

            @Override
            public void sendCheckpoint(TabletId tablet, ServerCallStreamObserver<FetchCheckpointResponse> responses) {
                throw notYet();
            }

            @Override
            public ReplicaDigests digests() {
                throw notYet();
            }

            private RuntimeException notYet() {
                return Status.UNAVAILABLE
                        .withDescription("this node has not joined its cluster yet")
                        .asRuntimeException();
            }
        };

        /** Serves a stream of forwarded calls. */
        StreamObserver<ForwardRequest> forward(ServerCallStreamObserver<ForwardResponse> responses);

        /** The replicas here. */
        Tablets tablets();

        /** Ships a checkpoint without blocking the caller. */
        void sendCheckpoint(TabletId tablet, ServerCallStreamObserver<FetchCheckpointResponse> responses);

        /** Digests of the replicas here. */
        ReplicaDigests digests();
    }

    void join(Joined with) {
        joined = with;
    }

    @Override
    public StreamObserver<ForwardRequest> forward(StreamObserver<ForwardResponse> responses) {
        return joined.forward((ServerCallStreamObserver<ForwardResponse>) responses);
    }

    @Override
    public void status(StatusRequest request, StreamObserver<StatusResponse> responses) {
        responses.onNext(status.get());
        responses.onCompleted();
    }

    @Override
    public void form(FormRequest request, StreamObserver<FormResponse> responses) {
        try {
            formation.formedBy(
                    request.getClusterId(),
                    request.getNodesList().stream().map(NodeId::new).toList());
            responses.onNext(FormResponse.getDefaultInstance());
            responses.onCompleted();
        } catch (IllegalStateException e) {
            responses.onError(
                    Status.FAILED_PRECONDITION.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    @Override
    public void transferLead(TransferLeadRequest request, StreamObserver<TransferLeadResponse> responses) {
        var unused = joined.tablets()
                .transfer(new TabletId(request.getTablet()), new NodeId(request.getTo()))
                .whenComplete((done, failure) -> {
                    if (failure == null) {
                        responses.onNext(TransferLeadResponse.getDefaultInstance());
                        responses.onCompleted();
                    } else {
                        responses.onError(Status.UNAVAILABLE
                                .withDescription(Failures.of(failure).getMessage())
                                .asRuntimeException());
                    }
                });
    }

    @Override
    public void fetchCheckpoint(FetchCheckpointRequest request, StreamObserver<FetchCheckpointResponse> responses) {
        joined.sendCheckpoint(
                new TabletId(request.getTablet()), (ServerCallStreamObserver<FetchCheckpointResponse>) responses);
    }

    @Override
    public void digestReplica(DigestReplicaRequest request, StreamObserver<DigestReplicaResponse> responses) {
        CompletableFuture<ReplicaDigest> digest = joined.digests().of(new TabletId(request.getTablet()));
        ((ServerCallStreamObserver<DigestReplicaResponse>) responses).setOnCancelHandler(() -> digest.cancel(false));
        var unused = digest.whenComplete((found, failure) -> {
            if (failure == null) {
                responses.onNext(DigestReplicaResponse.newBuilder()
                        .setTerm(found.position().term())
                        .setIndex(found.position().index())
                        .setRows(found.state().rows())
                        .setSha256(found.state().sha256())
                        .build());
                responses.onCompleted();
            } else if (!digest.isCancelled()) {
                responses.onError(Status.UNAVAILABLE
                        .withDescription(Failures.of(failure).getMessage())
                        .asRuntimeException());
            }
        });
    }
}
