package io.sluice.node.app.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sluice.node.app.config.TlsSettings;
import io.sluice.node.raft.PeerTls;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTlsTest {
    private static final List<String> MEMBERS = List.of("127.0.0.1", "node2.example");

    @TempDir
    private Path directory;

    private TestAuthority authority;

    @BeforeEach
    void issue() throws Exception {
        authority = new TestAuthority(directory.resolve("own"));
        authority.node("n1", "ip:127.0.0.1");
    }

    @Test
    void takesUpANewPairAndKeepsTheOldOneWhileTheFilesAreNoPair() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (NodeTls tls = NodeTls.load(settings("n1"), MEMBERS)) {
            tls.watch(meters);
            PeerTls peers = tls.peers().orElseThrow();
            BigInteger old = shown(peers, peers);
            assertThat(meters.get("sluice.tls.certificate.expiry").gauge().value())
                    .isGreaterThan(System.currentTimeMillis() / 1_000.0);
            authority.node("fresh", "ip:127.0.0.1");

            replace("fresh.pem", "n1.pem");

            await().atMost(Duration.ofSeconds(60)).until(() -> bad(meters) == 1);
            assertThat(shown(peers, peers)).isEqualTo(old);

            replace("fresh.key", "n1.key");

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> bad(meters) == 0 && !shown(peers, peers).equals(old));
        }
    }

    @Test
    void takesForPeersOnlyNodesOfTheOwnAuthority() throws Exception {
        TestAuthority foreign = new TestAuthority(directory.resolve("foreign"));
        foreign.node("n1", "ip:127.0.0.1");
        authority.client("client");
        authority.node("elsewhere", "dns:other.example");
        X509Certificate[] node = chain(authority, "n1");
        try (NodeTls tls = NodeTls.load(settings("n1"), List.of("127.0.0.1"))) {
            PeerTls peers = tls.peers().orElseThrow();

            peers.trust().checkClientTrusted(node, "UNKNOWN");

            assertThatThrownBy(() -> peers.trust().checkClientTrusted(chain(foreign, "n1"), "UNKNOWN"))
                    .hasMessageContaining("path");
            assertThatThrownBy(() -> peers.trust().checkClientTrusted(chain(authority, "client"), "UNKNOWN"))
                    .hasMessageContaining("is no member of the cluster");
            assertThatThrownBy(() -> peers.trust().checkServerTrusted(chain(authority, "client"), "UNKNOWN"))
                    .hasMessageContaining("key usage does not permit");
        }
    }

    @Test
    void saysAtTheStartWhatCannotBeUsed() throws Exception {
        TestAuthority foreign = new TestAuthority(directory.resolve("foreign"));
        foreign.node("n1", "ip:127.0.0.1");
        Files.copy(foreign.file("n1.pem"), authority.file("foreign.pem"));
        Files.copy(foreign.file("n1.key"), authority.file("foreign.key"));
        Files.copy(foreign.file("n1.key"), authority.file("mixed.key"));
        Files.copy(authority.file("n1.pem"), authority.file("mixed.pem"));
        Files.writeString(authority.file("garbage.pem"), "nothing of use");
        Files.copy(authority.file("n1.key"), authority.file("garbage.key"));

        assertThatThrownBy(() -> NodeTls.load(settings("absent"), MEMBERS))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("absent.pem");
        assertThatThrownBy(() -> NodeTls.load(settings("mixed"), MEMBERS))
                .hasMessageContaining("mixed.key is not the key of the certificate in");
        assertThatThrownBy(() -> NodeTls.load(settings("garbage"), MEMBERS))
                .hasMessageEndingWith("garbage.pem has no certificate in PEM");
        assertThatThrownBy(() -> NodeTls.load(settings("foreign"), MEMBERS))
                .hasMessageContaining("peers would not accept");
    }

    private static double bad(SimpleMeterRegistry meters) {
        return meters.get("sluice.tls.files.bad").gauge().value();
    }

    private void replace(String from, String to) throws IOException {
        Files.copy(authority.file(from), authority.file(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private TlsSettings settings(String name) {
        return new TlsSettings(
                "",
                "",
                "",
                TlsSettings.ClientCertificates.OPTIONAL,
                List.of(),
                authority.file(name + ".pem").toString(),
                authority.file(name + ".key").toString(),
                authority.file("ca.pem").toString(),
                Duration.ofMillis(100));
    }

    private static X509Certificate[] chain(TestAuthority of, String name) throws Exception {
        return Pem.certificates(name, Files.readAllBytes(of.file(name + ".pem")))
                .toArray(X509Certificate[]::new);
    }

    /** The serial number that a server of one shows to a client of the other. */
    private static BigInteger shown(PeerTls server, PeerTls client) throws Exception {
        try (SSLServerSocket listening = (SSLServerSocket)
                context(server).getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> accept(listening));
            try (SSLSocket socket = (SSLSocket) context(client)
                    .getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                socket.getOutputStream().write(1);
                served.join();
                return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
            }
        }
    }

    private static void accept(SSLServerSocket listening) {
        try (SSLSocket socket = (SSLSocket) listening.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo(1);
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    private static SSLContext context(PeerTls tls) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {tls.keys()}, new TrustManager[] {tls.trust()}, null);
        return context;
    }
}
