package io.sluice.node.app;

import com.linecorp.armeria.server.HttpService;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.sluice.node.app.config.HttpSettings;
import io.sluice.node.app.config.NodeConfig;
import io.sluice.node.edge.EdgeTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The HTTP port on loopback without a node behind it, and those who call it in the clear. */
final class TestFace implements AutoCloseable {
    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AtomicReference<List<String>> sickness = new AtomicReference<>(List.of());
    final Readiness readiness = new Readiness();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final HttpFace face;

    private TestFace(int port, HttpSettings settings, Optional<EdgeTls> tls) {
        this.face = new HttpFace(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                settings,
                tls,
                registry,
                sickness::get,
                readiness::reasons);
    }

    /** As a node has it, at a port that is free. */
    static TestFace started() throws StartException {
        return started(NodeConfig.defaults().http(), Optional.empty());
    }

    /** With other settings. */
    static TestFace started(HttpSettings settings) throws StartException {
        return started(settings, Optional.empty());
    }

    /** Over TLS. */
    static TestFace started(Optional<EdgeTls> tls) throws StartException {
        return started(NodeConfig.defaults().http(), tls);
    }

    private static TestFace started(HttpSettings settings, Optional<EdgeTls> tls) throws StartException {
        TestFace made = new TestFace(0, settings, tls);
        made.start();
        return made;
    }

    /** At this port, and not listening yet. */
    static TestFace at(int port) {
        return new TestFace(port, NodeConfig.defaults().http(), Optional.empty());
    }

    void start() throws StartException {
        face.start();
    }

    /** What answers AWS's calls. */
    void serve(HttpService service) {
        face.serve(service);
    }

    int port() {
        return face.port();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port() + path);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A connection on which bytes are written as they are. */
    RawConnection connect() throws IOException {
        return new RawConnection(port());
    }

    @Override
    public void close() {
        face.close();
    }
}
