package io.sluice.node.edge;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.sluice.api.v1.AddTabletsRequest;
import io.sluice.api.v1.AddTabletsResponse;
import io.sluice.api.v1.AdminServiceGrpc;
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
import io.sluice.node.cluster.Administration;
import io.sluice.node.cluster.Administration.Refusal;
import io.sluice.node.cluster.Comparison;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.call.Access;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.CallTimes;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.call.UnaryCalls;
import io.sluice.node.edge.call.UnaryCalls.Operation;
import io.sluice.node.edge.keys.KeyTasks;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.TabletId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Serves {@code AdminService}: looks into the cluster and moves its leaders. Nothing blocks. */
public final class AdminEndpoint implements BindableService {
    /** Tablets that one call may add. */
    private static final int ADDED_MAX = 16;

    private final Administration administration;
    private final CallIds ids;
    private final CallTimes times;
    private final AccessMode access;
    private final Callers callers;
    private final KeyTasks keys;

    /** Serves what this knows and does; {@code access} is for people to know. */
    public AdminEndpoint(
            Administration administration,
            CallIds ids,
            CallTimes times,
            AccessMode access,
            Callers callers,
            KeyTasks keys) {
        this.administration = administration;
        this.ids = ids;
        this.times = times;
        this.access = access;
        this.callers = callers;
        this.keys = keys;
    }

    @Override
    public ServerServiceDefinition bindService() {
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(AdminServiceGrpc.getServiceDescriptor());
        unary(service, AdminServiceGrpc.getListNodesMethod(), this::listNodes);
        unary(service, AdminServiceGrpc.getListTabletsMethod(), this::listTablets);
        unary(service, AdminServiceGrpc.getTransferLeaderMethod(), this::transferLeader);
        unary(service, AdminServiceGrpc.getDrainNodeMethod(), this::drainNode);
        unary(service, AdminServiceGrpc.getAddTabletsMethod(), this::addTablets);
        unary(service, AdminServiceGrpc.getCompareReplicasMethod(), this::compareReplicas);
        unary(service, AdminServiceGrpc.getCreateAccessKeyMethod(), keys::create);
        unary(service, AdminServiceGrpc.getListAccessKeysMethod(), keys::list);
        unary(service, AdminServiceGrpc.getDeleteAccessKeyMethod(), keys::delete);
        return service.build();
    }

    private <Q, R> void unary(
            ServerServiceDefinition.Builder service, MethodDescriptor<Q, R> method, Operation<Q, R> operation) {
        Action action = Action.ofAdministration(String.valueOf(method.getBareMethodName()));
        Operation<Q, R> refusing =
                (call, request) -> Access.ofCluster(call).compose(allowed -> told(operation.run(call, request)));
        service.addMethod(
                method,
                new UnaryCalls<>(
                        callers, action, request -> times.deadlineNanos(), tablet -> Optional.empty(), refusing));
    }

    private CompletableFuture<ListNodesResponse> listNodes(ApiCall call, ListNodesRequest request) {
        return call.await(administration.nodes(call.deadlineNanos())).thenApply(cluster -> {
            ListNodesResponse.Builder response = ListNodesResponse.newBuilder()
                    .setClusterId(cluster.clusterId())
                    .setAwsAccess(access.name());
            for (Administration.NodeStatus node : cluster.nodes()) {
                response.addNodes(NodeStatus.newBuilder()
                        .setNodeId(node.node().value())
                        .setGrpcAddress(node.grpcAddress())
                        .setHttpAddress(node.httpAddress())
                        .setPeerAddress(node.peerAddress())
                        .setReachable(node.reachable())
                        .setDraining(node.draining())
                        .setTabletsLed(node.tabletsLed())
                        .setTabletsHeld(node.tabletsHeld())
                        .setUptimeMillis(node.uptimeMillis())
                        .setVersion(node.version()));
            }
            return response.build();
        });
    }

    private CompletableFuture<ListTabletsResponse> listTablets(ApiCall call, ListTabletsRequest request) {
        return call.await(administration.tablets(call.deadlineNanos())).thenApply(tablets -> {
            ListTabletsResponse.Builder response = ListTabletsResponse.newBuilder();
            for (Administration.TabletStatus tablet : tablets) {
                response.addTablets(show(tablet));
            }
            return response.build();
        });
    }

    private static TabletStatus show(Administration.TabletStatus tablet) {
        TabletStatus.Builder shown = TabletStatus.newBuilder()
                .setTabletId(tablet.tablet().value())
                .setLeaderNodeId(tablet.leader().map(NodeId::value).orElse(""))
                .setTerm(tablet.term())
                .setResources(tablet.resources());
        for (Administration.ReplicaStatus replica : tablet.replicas()) {
            shown.addReplicas(ReplicaStatus.newBuilder()
                    .setNodeId(replica.node().value())
                    .setReachable(replica.reachable())
                    .setRole(replica.role())
                    .setCommitIndex(replica.commitIndex())
                    .setAppliedIndex(replica.appliedIndex())
                    .setSnapshotIndex(replica.snapshotIndex())
                    .setLagEntries(replica.lagEntries()));
        }
        return shown.build();
    }

    private CompletableFuture<TransferLeaderResponse> transferLeader(ApiCall call, TransferLeaderRequest request) {
        return tablet(request.getTabletId())
                .compose(tablet -> node(request.getNodeId())
                        .compose(node -> call.await(administration.transfer(tablet, node, call.deadlineNanos()))))
                .thenApply(done -> TransferLeaderResponse.getDefaultInstance());
    }

    private CompletableFuture<DrainNodeResponse> drainNode(ApiCall call, DrainNodeRequest request) {
        return node(request.getNodeId())
                .compose(node -> call.await(administration.drain(node, request.getUndrain(), call.deadlineNanos())))
                .thenApply(transferred -> DrainNodeResponse.newBuilder()
                        .setTransferred(transferred)
                        .build());
    }

    private CompletableFuture<AddTabletsResponse> addTablets(ApiCall call, AddTabletsRequest request) {
        int count = request.getCount();
        if (count < 1 || count > ADDED_MAX) {
            return ApiFailure.future(
                    invalid("Value " + count + " for parameter count is invalid. Reason: Must be between 1 and 16."));
        }
        return ids.of(request.getRequestId(), ApiOperation.ADD_TABLETS)
                .compose(id -> call.await(administration.addTablets(count, id.only(), call.deadlineNanos())))
                .thenApply(AdminEndpoint::added);
    }

    private static AddTabletsResponse added(List<TabletId> tablets) {
        AddTabletsResponse.Builder response = AddTabletsResponse.newBuilder();
        for (TabletId tablet : tablets) {
            response.addTabletIds(tablet.value());
        }
        return response.build();
    }

    private CompletableFuture<CompareReplicasResponse> compareReplicas(ApiCall call, CompareReplicasRequest request) {
        return tablet(request.getTabletId())
                .compose(tablet -> call.await(administration.compare(tablet, call.deadlineNanos())))
                .thenApply(AdminEndpoint::compared);
    }

    private static CompareReplicasResponse compared(Comparison comparison) {
        CompareReplicasResponse.Builder response = CompareReplicasResponse.newBuilder()
                .setVerdict(
                        switch (comparison.verdict()) {
                            case EQUAL -> ReplicaVerdict.REPLICA_VERDICT_EQUAL;
                            case DIFFERENT -> ReplicaVerdict.REPLICA_VERDICT_DIFFERENT;
                            case INCOMPARABLE -> ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE;
                        });
        for (Comparison.Compared replica : comparison.replicas()) {
            ReplicaDigest.Builder shown = response.addReplicasBuilder()
                    .setNodeId(replica.node().value())
                    .setProblem(replica.problem());
            replica.digest()
                    .ifPresent(digest -> shown.setTerm(digest.position().term())
                            .setIndex(digest.position().index())
                            .setRows(digest.state().rows())
                            .setSha256(digest.state().sha256()));
        }
        return response.build();
    }

    private static Checked<TabletId> tablet(int given) {
        return given < 0
                ? Checked.bad(invalid("Value for parameter tablet_id is invalid. Reason: Must be >= 0."))
                : Checked.good(new TabletId(given));
    }

    private static Checked<NodeId> node(String given) {
        try {
            return Checked.good(new NodeId(given));
        } catch (IllegalArgumentException e) {
            // The id's own words say what an id must be.
            return Checked.bad(invalid("Value for parameter node_id is invalid. Reason: " + e.getMessage()));
        }
    }

    private static ApiError invalid(String text) {
        return new ApiError(ErrorShape.INVALID_PARAMETER_VALUE, text);
    }

    /** A refusal in the words of the face. */
    private static <R> CompletableFuture<R> told(CompletableFuture<R> reply) {
        return reply.exceptionallyCompose(thrown -> Failures.cause(thrown) instanceof Refusal refusal
                ? ApiFailure.future(error(refusal))
                : CompletableFuture.failedFuture(thrown));
    }

    private static ApiError error(Refusal refusal) {
        String text = refusal.getMessage() == null ? "" : refusal.getMessage();
        return switch (refusal.reason()) {
            case MISSING -> new ApiError(ErrorShape.RESOURCE_NOT_FOUND, text);
            case INVALID -> new ApiError(ErrorShape.INVALID_PARAMETER_VALUE, text);
            case CONFLICT -> new ApiError(ErrorShape.OVER_LIMIT, text);
        };
    }
}
