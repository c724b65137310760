package io.sluice.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.node.app.config.TlsSettings;
import io.sluice.node.app.tls.NodeTls;
import io.sluice.node.app.tls.TestAuthority;
import io.sluice.node.edge.wire.MemoryWire;
import io.sluice.node.edge.wire.QueueLife;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in which clients speak HTTP over TLS, on one port. */
class HttpFaceTlsTest {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final int SETTINGS = 4;

    @TempDir
    private static Path directory;

    private static final MemoryWire WIRE = new MemoryWire();

    private static NodeTls tls;
    private static TestFace face;
    private static SSLContext trusting;

    @BeforeAll
    static void start() throws Exception {
        TestAuthority authority = new TestAuthority(directory);
        authority.node("n1", "ip:127.0.0.1");
        TlsSettings settings = new TlsSettings(
                authority.file("n1.pem").toString(),
                authority.file("n1.key").toString(),
                "",
                TlsSettings.ClientCertificates.OPTIONAL,
                List.of(),
                "",
                "",
                "",
                Duration.ofSeconds(10));
        tls = NodeTls.load(settings, List.of("127.0.0.1"));
        face = TestFace.started(tls.edge());
        face.serve(WIRE.endpoint());
        trusting = trusting(authority.file("ca.pem"));
    }

    @AfterAll
    static void stop() {
        face.close();
        WIRE.close();
        tls.close();
    }

    @Test
    void http1AndHttp2AreNegotiated() throws Exception {
        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> response = client(version)
                    .send(
                            HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + face.port() + "/healthz"))
                                    .timeout(Duration.ofSeconds(10))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(response.version()).isEqualTo(version);
            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aQueueLivesItsLifeByEitherVersion(HttpClient.Version version) throws Exception {
        HttpClient client = client(version);

        QueueLife.live("life-of-" + version, (operation, body) -> {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + face.port() + "/"))
                            .timeout(Duration.ofSeconds(30))
                            .header("Content-Type", "application/x-amz-json-1.0")
                            .header("X-Amz-Target", "AmazonSQS." + operation)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.version()).isEqualTo(version);
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        });
    }

    @Test
    void headersThatAreTooLongAreRefusedByHttp2Too() throws Exception {
        HttpClient client = client(HttpClient.Version.HTTP_2);
        URI create = URI.create("https://127.0.0.1:" + face.port() + "/?Action=CreateQueue&QueueName=long");
        URI find = URI.create("https://127.0.0.1:" + face.port() + "/?Action=GetQueueUrl&QueueName=long");
        String value = "x".repeat(HttpFace.FIRST_LINE_BYTES_MAX + HttpFace.HEADER_BYTES_MAX);

        HttpResponse<String> refused = client.send(
                HttpRequest.newBuilder(create)
                        .timeout(Duration.ofSeconds(10))
                        .header("X", value)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> next = client.send(
                HttpRequest.newBuilder(find).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(431);
        assertThat(next.body()).contains("NonExistentQueue");
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(trusting)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
    }

    @Test
    void http2IsSpokenWithPriorKnowledgeAndWithoutNegotiation() throws Exception {
        try (SSLSocket socket =
                (SSLSocket) trusting.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), face.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(PREFACE);
            socket.getOutputStream().write(EMPTY_SETTINGS);
            socket.getOutputStream().flush();

            byte[] first = socket.getInputStream().readNBytes(EMPTY_SETTINGS.length);

            assertThat(socket.getApplicationProtocol()).isEmpty();
            assertThat(first[3]).as("the type of the first frame").isEqualTo((byte) SETTINGS);
        }
    }

    @Test
    void theClearIsRefused() {
        assertThatThrownBy(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), face.port())) {
                        socket.setSoTimeout(10_000);
                        socket.getOutputStream()
                                .write("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                        if (!answer.contains("HTTP/")) {
                            throw new IOException("no answer of HTTP");
                        }
                    }
                })
                .isInstanceOf(IOException.class);
    }

    private static SSLContext trusting(Path authorities) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
