package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.NodeStatus;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tools that know nothing of Sluice can look at a node: reflection, health, metrics. */
@Tag("cluster")
final class ReflectionAndHealthTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void reflectionListsTheServices() throws Exception {
        for (Endpoint endpoint : CLUSTER.get().endpoints()) {
            assertThat(services(endpoint))
                    .contains("sluice.api.v1.QueueService", "sluice.api.v1.AdminService", "grpc.health.v1.Health");
        }
    }

    @Test
    void everyNodeAndItsQueueServiceAreServing() {
        for (Endpoint endpoint : CLUSTER.get().endpoints()) {
            for (String service : List.of("", "sluice.api.v1.QueueService")) {
                ServingStatus status = HealthGrpc.newBlockingStub(endpoint.channel())
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .check(HealthCheckRequest.newBuilder()
                                .setService(service)
                                .build())
                        .getStatus();

                assertThat(status).as("'%s' of %s", service, endpoint).isEqualTo(ServingStatus.SERVING);
            }
        }
    }

    @Test
    void theHttpFaceAnswersProbesAndScrapes() throws Exception {
        for (NodeProcess node : CLUSTER.get().nodes()) {
            assertThat(get(node, "/healthz").statusCode()).isEqualTo(200);
            assertThat(get(node, "/readyz").statusCode()).isEqualTo(200);
            HttpResponse<String> metrics = get(node, "/metrics");
            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("# TYPE").contains("jvm_");
        }
    }

    @Test
    void everyNodeTellsTheSameOfAllNodes() {
        Cluster cluster = CLUSTER.get();

        assertThat(cluster.nodeStatuses()).extracting(NodeStatus::getNodeId).containsExactly("n1", "n2", "n3");
        assertThat(cluster.nodeStatuses())
                .extracting(NodeStatus::getGrpcAddress)
                .containsExactlyElementsOf(
                        cluster.endpoints().stream().map(Endpoint::address).toList());
        assertThat(cluster.awaitConverged()).isEmpty();
    }

    private static HttpResponse<String> get(NodeProcess node, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(CLUSTER.get().httpAddress(node) + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static List<String> services(Endpoint endpoint) throws Exception {
        CompletableFuture<List<String>> names = new CompletableFuture<>();
        StreamObserver<ServerReflectionRequest> requests = ServerReflectionGrpc.newStub(endpoint.channel())
                .serverReflectionInfo(new StreamObserver<>() {
                    @Override
                    public void onNext(ServerReflectionResponse response) {
                        names.complete(response.getListServicesResponse().getServiceList().stream()
                                .map(ServiceResponse::getName)
                                .toList());
                    }

                    @Override
                    public void onError(Throwable cause) {
                        names.completeExceptionally(cause);
                    }

                    @Override
                    public void onCompleted() {
                        names.completeExceptionally(new IllegalStateException("ended without an answer"));
                    }
                });
        requests.onNext(ServerReflectionRequest.newBuilder().setListServices("").build());
        List<String> found = names.get(20, TimeUnit.SECONDS);
        requests.onCompleted();
        return found;
    }
}
