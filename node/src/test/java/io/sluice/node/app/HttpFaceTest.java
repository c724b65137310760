package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.node.app.config.HttpSettings;
import io.sluice.node.app.config.NodeConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpFaceTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<List<String>> sickness = new AtomicReference<>(List.of());
    private final Readiness readiness = new Readiness();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final HttpFace face = face(0);

    @BeforeEach
    void start() throws StartException {
        face.start();
    }

    @AfterEach
    void stop() {
        face.close();
    }

    @Test
    void metricsAreWhatPrometheusReads() throws Exception {
        try (ProcessMeters meters = new ProcessMeters(registry, Path.of("."), "1.2.3")) {
            HttpResponse<String> response = get("/metrics");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
            assertThat(response.body())
                    .contains(
                            "jvm_memory_used_bytes{",
                            "jvm_gc_",
                            "jvm_threads_live_threads",
                            "process_cpu_usage",
                            "process_uptime_seconds",
                            "process_files_open_files",
                            "disk_free_bytes{",
                            "sluice_node_info{");
        }
    }

    @Test
    void ourTimersHaveBuckets() throws Exception {
        registry.config().meterFilter(new Histograms());
        registry.timer("sluice.api.latency").record(Duration.ofMillis(7));
        registry.timer("other.latency").record(Duration.ofMillis(7));

        assertThat(get("/metrics").body())
                .contains("sluice_api_latency_seconds_bucket{le=\"0.005\"} 0", "_bucket{le=\"0.01\"} 1")
                .doesNotContain("other_latency_seconds_bucket");
    }

    @Test
    void readyTellsTheReasonsWhyNot() throws Exception {
        AtomicReference<Optional<String>> tablet = new AtomicReference<>(Optional.of("tablet 2 has no leader"));
        readiness.require(tablet::get);

        assertThat(get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"starting\"]}");

        readiness.started();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"tablet 2 has no leader\"]}");

        tablet.set(Optional.empty());
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");

        readiness.stopping();
        assertThat(get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"stopping\"]}");
    }

    @Test
    void healthIsIndependentOfReadiness() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"live\":true,\"reasons\":[]}");

        sickness.set(List.of("deadlock"));
        assertThat(get("/healthz").statusCode()).isEqualTo(503);
        assertThat(Liveness.deadlockedThreads()).isEmpty();
    }

    @Test
    void aTakenPortIsNamed() {
        HttpFace second = face(face.port());

        assertThatThrownBy(second::start)
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE));
        second.close();
    }

    @Test
    void whateverThePortRefusesHasAnId() throws Exception {
        List<String> refused = List.of(
                "503 POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "400 GET /a/../b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "400 GET /%zz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
                "431 GET / HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(20_000) + "\r\nConnection: close\r\n\r\n",
                "414 GET /?x=" + "x".repeat(70_000) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        for (String request : refused) {
            String answer = raw(face, request.substring(4));

            assertThat(answer).startsWith("HTTP/1.1 " + request.substring(0, 4));
            assertThat(answer).containsPattern("(?i)\r\nx-amzn-requestid: [0-9a-f-]{36}\r\n");
        }
    }

    @Test
    void whatDoesNotComeInTimeIsRefusedWithAnId() throws Exception {
        HttpSettings hasty = new HttpSettings(Duration.ofMillis(100), 10);
        try (HttpFace other = face(0, hasty)) {
            other.start();
            other.serve((context, request) -> com.linecorp.armeria.common.HttpResponse.of(
                    request.aggregate().thenApply(whole -> com.linecorp.armeria.common.HttpResponse.of(200))));

            String answer = raw(other, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nConnection: close\r\n\r\nx");

            assertThat(answer).startsWith("HTTP/1.1 408 ");
            assertThat(answer).containsPattern("(?i)\r\nx-amzn-requestid: [0-9a-f-]{36}\r\n");
        }
    }

    private static String raw(HttpFace face, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), face.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private HttpFace face(int port) {
        return face(port, NodeConfig.defaults().http());
    }

    private HttpFace face(int port, HttpSettings settings) {
        return new HttpFace(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                settings,
                Optional.empty(),
                registry,
                sickness::get,
                readiness::reasons);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + face.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
