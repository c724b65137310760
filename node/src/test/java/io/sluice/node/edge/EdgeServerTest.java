package io.sluice.node.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.api.v1.AddTabletsRequest;
import io.sluice.api.v1.AdminServiceGrpc;
import io.sluice.api.v1.CompareReplicasRequest;
import io.sluice.api.v1.DrainNodeRequest;
import io.sluice.api.v1.ListNodesRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.ListTabletsRequest;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.ReplicaVerdict;
import io.sluice.api.v1.TransferLeaderRequest;
import io.sluice.node.cluster.Administration;
import io.sluice.node.cluster.Comparison;
import io.sluice.node.cluster.ReplicaDigest;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiMetrics;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.keys.KeyTasks;
import io.sluice.node.edge.keys.SecretSeal;
import io.sluice.node.edge.queue.QueueEndpoint;
import io.sluice.node.edge.queue.Receipts;
import io.sluice.node.edge.queue.TestRouters;
import io.sluice.node.model.NodeId;
import io.sluice.node.model.RequestId;
import io.sluice.node.model.TabletId;
import io.sluice.node.raft.Position;
import io.sluice.node.state.StateDigest;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class EdgeServerTest {
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EdgeServer server = server();
    private ManagedChannel channel =
            NettyChannelBuilder.forAddress("127.0.0.1", 1).usePlaintext().build();

    private EdgeServer server() {
        EdgeConfig config = EdgeConfig.listening("127.0.0.1", 0, "http://127.0.0.1:4566");
        CallIds ids = new CallIds(new Random(5));
        Callers callers = Callers.always(Caller.development(config.account()));
        QueueEndpoint queues = new QueueEndpoint(new QueueEndpoint.Parts(
                new NodeId("n1"),
                TestRouters.empty(),
                callers,
                config.addresses(),
                new Receipts(Optional::empty),
                ids,
                config.times(),
                NodeId::value,
                timer,
                () -> 0));
        KeyTasks keys = new KeyTasks(TestRouters.empty(), ids, SecretSeal.none(), new SecureRandom());
        AdminEndpoint admin =
                new AdminEndpoint(new OneNode(), ids, config.times(), AccessMode.DEVELOPMENT, callers, keys);
        return new EdgeServer(config, Optional.empty(), queues, admin, new ApiMetrics(meters));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        channel.shutdownNow();
        channel = NettyChannelBuilder.forAddress("127.0.0.1", server.port())
                .usePlaintext()
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
        timer.shutdownNow();
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(channel)
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    @Test
    void tellsItsHealth() {
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        server.serve();
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("sluice.api.v1.QueueService")).isEqualTo(ServingStatus.SERVING);
        server.drain();
        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(health("sluice.api.v1.QueueService")).isEqualTo(ServingStatus.NOT_SERVING);
    }

    @Test
    void describesItself() throws Exception {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> asked = ServerReflectionGrpc.newStub(channel)
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        names.complete(response.getListServicesResponse().getServiceList().stream()
                                .map(ServiceResponse::getName)
                                .toList());
                    }

                    @Override
                    public void onError(Throwable thrown) {
                        names.completeExceptionally(thrown);
                    }

                    @Override
                    public void onCompleted() {}
                });
        asked.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());

        assertThat(names.get(10, TimeUnit.SECONDS))
                .contains("sluice.api.v1.QueueService", "sluice.api.v1.AdminService", "grpc.health.v1.Health");
        asked.onCompleted();
    }

    @Test
    void answersOverARealPortAndCounts() {
        assertThat(QueueServiceGrpc.newBlockingStub(channel)
                        .listQueues(ListQueuesRequest.getDefaultInstance())
                        .getQueueUrlsCount())
                .isZero();
        assertThat(meters.counter("sluice.api.calls", "operation", "ListQueues", "code", "OK")
                        .count())
                .isEqualTo(1);
        assertThat(meters.timer("sluice.api.latency", "operation", "ListQueues").count())
                .isEqualTo(1);
    }

    @Test
    void administers() {
        var admin = AdminServiceGrpc.newBlockingStub(channel);

        var nodes = admin.listNodes(ListNodesRequest.getDefaultInstance());
        assertThat(nodes.getClusterId()).isEqualTo("c1");
        assertThat(nodes.getNodes(0).getNodeId()).isEqualTo("n1");
        assertThat(nodes.getNodes(0).getUptimeMillis()).isEqualTo(5);
        var tablet = admin.listTablets(ListTabletsRequest.getDefaultInstance()).getTablets(0);
        assertThat(tablet.getLeaderNodeId()).isEmpty();
        assertThat(tablet.getReplicas(0).getLagEntries()).isEqualTo(4);
        assertThat(admin.drainNode(DrainNodeRequest.newBuilder().setNodeId("n1").build())
                        .getTransferred())
                .isEqualTo(2);
        assertThat(admin.addTablets(AddTabletsRequest.newBuilder().setCount(2).build())
                        .getTabletIdsList())
                .containsExactly(1, 2);
        assertThat(code(() -> admin.addTablets(
                        AddTabletsRequest.newBuilder().setCount(17).build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> admin.drainNode(
                        DrainNodeRequest.newBuilder().setNodeId("a b").build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(code(() -> admin.transferLeader(
                        TransferLeaderRequest.newBuilder().setNodeId("n9").build())))
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void comparesReplicas() {
        var admin = AdminServiceGrpc.newBlockingStub(channel);

        var compared = admin.compareReplicas(
                CompareReplicasRequest.newBuilder().setTabletId(3).build());

        assertThat(compared.getVerdict()).isEqualTo(ReplicaVerdict.REPLICA_VERDICT_INCOMPARABLE);
        assertThat(compared.getReplicas(0).getIndex()).isEqualTo(7);
        assertThat(compared.getReplicas(0).getRows()).isEqualTo(2);
        assertThat(compared.getReplicas(0).getSha256()).isEqualTo("abc");
        assertThat(compared.getReplicas(1).getProblem()).isEqualTo("not in time");
        assertThat(code(() -> admin.compareReplicas(
                        CompareReplicasRequest.newBuilder().setTabletId(-1).build())))
                .isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    private static Status.Code code(Executable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call::execute)
                .getStatus()
                .getCode();
    }

    /** A cluster of one node that does what it is told. */
    private static final class OneNode implements Administration {
        private static final NodeId NODE = new NodeId("n1");

        @Override
        public CompletableFuture<ClusterStatus> nodes(long deadlineNanos) {
            return CompletableFuture.completedFuture(new ClusterStatus(
                    "c1", List.of(new NodeStatus(NODE, "g", "h", "p", true, false, 1, 2, 5, "0.1.0"))));
        }

        @Override
        public CompletableFuture<List<TabletStatus>> tablets(long deadlineNanos) {
            return CompletableFuture.completedFuture(List.of(new TabletStatus(
                    TabletId.CATALOG,
                    Optional.empty(),
                    3,
                    9,
                    List.of(new ReplicaStatus(NODE, true, "CANDIDATE", 8, 7, 6, 4)))));
        }

        @Override
        public CompletableFuture<Void> transfer(TabletId tablet, NodeId to, long deadlineNanos) {
            return CompletableFuture.failedFuture(new Refusal(Refusal.Reason.MISSING, "no node " + to));
        }

        @Override
        public CompletableFuture<Integer> drain(NodeId node, boolean undrain, long deadlineNanos) {
            return CompletableFuture.completedFuture(2);
        }

        @Override
        public CompletableFuture<List<TabletId>> addTablets(int count, RequestId requestId, long deadlineNanos) {
            return CompletableFuture.completedFuture(List.of(new TabletId(1), new TabletId(count)));
        }

        @Override
        public CompletableFuture<Comparison> compare(TabletId tablet, long deadlineNanos) {
            ReplicaDigest digest = new ReplicaDigest(new Position(1, 7), new StateDigest("abc", 2));
            return CompletableFuture.completedFuture(new Comparison(
                    Comparison.Verdict.INCOMPARABLE,
                    List.of(
                            new Comparison.Compared(NODE, Optional.of(digest), ""),
                            new Comparison.Compared(new NodeId("n2"), Optional.empty(), "not in time"))));
        }
    }
}
