package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpFaceTest {
    private final TestFace face = TestFace.started();

    HttpFaceTest() throws StartException {}

    @AfterEach
    void stop() {
        face.close();
    }

    @Test
    void metricsAreWhatPrometheusReads() throws Exception {
        try (ProcessMeters meters = new ProcessMeters(face.registry, Path.of("."), "1.2.3")) {
            HttpResponse<String> response = face.get("/metrics");

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
        face.registry.config().meterFilter(new Histograms());
        face.registry.timer("sluice.api.latency").record(Duration.ofMillis(7));
        face.registry.timer("other.latency").record(Duration.ofMillis(7));

        assertThat(face.get("/metrics").body())
                .contains("sluice_api_latency_seconds_bucket{le=\"0.005\"} 0", "_bucket{le=\"0.01\"} 1")
                .doesNotContain("other_latency_seconds_bucket");
    }

    @Test
    void readyTellsTheReasonsWhyNot() throws Exception {
        AtomicReference<Optional<String>> tablet = new AtomicReference<>(Optional.of("tablet 2 has no leader"));
        face.readiness.require(tablet::get);

        assertThat(face.get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"starting\"]}");

        face.readiness.started();
        assertThat(face.get("/readyz").statusCode()).isEqualTo(503);
        assertThat(face.get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"tablet 2 has no leader\"]}");

        tablet.set(Optional.empty());
        assertThat(face.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(face.get("/readyz").body()).isEqualTo("{\"ready\":true,\"reasons\":[]}");

        face.readiness.stopping();
        assertThat(face.get("/readyz").body()).isEqualTo("{\"ready\":false,\"reasons\":[\"stopping\"]}");
    }

    @Test
    void healthIsIndependentOfReadiness() throws Exception {
        assertThat(face.get("/healthz").body()).isEqualTo("{\"live\":true,\"reasons\":[]}");

        face.sickness.set(List.of("deadlock"));
        assertThat(face.get("/healthz").statusCode()).isEqualTo(503);
        assertThat(Liveness.deadlockedThreads()).isEmpty();
    }

    @Test
    void aTakenPortIsNamed() {
        TestFace second = TestFace.at(face.port());

        assertThatThrownBy(second::start)
                .isInstanceOfSatisfying(
                        StartException.class,
                        refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.UNAVAILABLE));
        second.close();
    }
}
