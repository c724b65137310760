package io.sluice.node.edge.wire;

import com.linecorp.armeria.server.Server;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.edge.wire.sign.Verifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The AWS face of a cluster in memory, and a plain HTTP client that knows nothing of AWS. */
final class WireFace implements AutoCloseable {
    static final int BODY_BYTES_MAX = MemoryWire.BODY_BYTES_MAX;

    final SimpleMeterRegistry meters;
    private final MemoryWire wire;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Server server;

    /** In development mode. */
    WireFace() {
        this(Optional.empty());
    }

    /** That takes what this lets pass. */
    WireFace(Optional<Verifier> verifier) {
        this(verifier, List.of());
    }

    /** That also serves these. */
    WireFace(Optional<Verifier> verifier, List<WireEndpoint.Served> more) {
        this.wire = new MemoryWire(verifier, more);
        this.meters = wire.meters;
        this.server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxRequestLength(0) // as the HTTP port has it
                .serviceUnder("/", wire.endpoint())
                .build();
        server.start().join();
    }

    int port() {
        return server.activeLocalPort();
    }

    String origin() {
        return "http://127.0.0.1:" + port();
    }

    /** A call of SQS as current SDKs make it. */
    HttpResponse<String> json(String operation, String body) throws IOException, InterruptedException {
        return send(json(body.getBytes(StandardCharsets.UTF_8))
                .header("X-Amz-Target", "AmazonSQS." + operation)
                .header("x-amzn-query-mode", "true")
                .build());
    }

    /** A request with such a body, without a target. */
    HttpRequest.Builder json(byte[] body) {
        return request("/")
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    }

    /** A call by a form, as SDKs made it before. */
    HttpResponse<String> form(String path, String form) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop().join();
        wire.close();
    }
}
