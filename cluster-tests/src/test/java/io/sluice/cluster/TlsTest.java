package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.client.ClientTls;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.ReceiveOptions;
import io.sluice.client.ReceivedMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.cluster.harness.Certificates;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Handshake;
import io.sluice.cluster.harness.NodeProcess;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A cluster that speaks nothing but TLS: it works, it turns strangers away, and it takes up new certificates. */
@Tag("cluster")
final class TlsTest {
    private static final int MESSAGES = 200;
    private static final Duration TIME_MAX = Duration.ofSeconds(60);

    @RegisterExtension
    static final ClusterExtension CLUSTER =
            ClusterExtension.of(() -> ClusterPlan.ofThree().withTls());

    @Test
    void nothingIsLostWhileTheLeaderDiesAndCertificatesAreReplaced() throws Exception {
        Cluster cluster = CLUSTER.get();
        Certificates certificates = Certificates.in(cluster.directory());
        Set<String> sent = new HashSet<>();
        try (SluiceClient client = client(cluster, certificates)) {
            String secret = client.queues().createQueue("secret");
            List<BigInteger> before = serials(cluster, certificates);
            NodeProcess victim = cluster.leaderOf(secret);
            try (SqsClient aws = aws(cluster, living(cluster, victim), certificates)) {
                String url = aws.getQueueUrl(q -> q.queueName("secret")).queueUrl();
                assertThat(url).startsWith("https://");
                for (int i = 0; i < MESSAGES; i++) {
                    String body = "m" + i;
                    if (i % 2 == 0) {
                        client.queues().send("secret", OutgoingMessage.of(body));
                    } else {
                        aws.sendMessage(m -> m.queueUrl(url).messageBody(body));
                    }
                    sent.add(body);
                    if (i == MESSAGES / 4) {
                        certificates.issue();
                    }
                    if (i == MESSAGES / 2) {
                        victim.kill();
                    }
                }
            }
            victim.start();
            cluster.awaitLed(); // the node that came back has new certificates only

            await().atMost(TIME_MAX)
                    .untilAsserted(
                            () -> assertThat(serials(cluster, certificates)).doesNotContainAnyElementsOf(before));
            assertThat(receiveAll(client)).isEqualTo(sent);
        }
    }

    @Test
    void aCertificateThatCannotBeReadLeavesTheOldOneInUse() throws Exception {
        Cluster cluster = CLUSTER.get();
        Certificates certificates = Certificates.in(cluster.directory());
        NodeProcess node = cluster.node(1);

        certificates.spoil("n1.pem");

        await().atMost(TIME_MAX).until(() -> metric(cluster, node, certificates).contains(1.0));
        assertThat(Handshake.with(node.grpcPort(), certificates, certificates, "n2"))
                .isNotNull();
        certificates.issue();
        await().atMost(TIME_MAX)
                .until(() -> !metric(cluster, node, certificates).contains(1.0));
    }

    @Test
    void strangersAreTurnedAway() throws Exception {
        Cluster cluster = CLUSTER.get();
        Certificates certificates = Certificates.in(cluster.directory());
        Certificates foreign = Certificates.in(cluster.directory().resolve("foreign"));
        foreign.issue();
        NodeProcess node = cluster.node(1);

        for (int port : List.of(node.grpcPort(), node.httpPort(), node.peerPort(), node.raftPort())) {
            assertThatThrownBy(() -> Handshake.inTheClear(port)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Handshake.with(port, certificates, foreign, "n2"))
                    .as("a foreign authority's node at port " + port)
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Handshake.with(port, foreign, foreign, "n2"))
                    .isInstanceOf(IOException.class);
            assertThat(Handshake.with(port, certificates, certificates, "n2")).isNotNull();
        }
        for (int port : List.of(node.peerPort(), node.raftPort())) {
            assertThatThrownBy(() -> Handshake.with(port, certificates, certificates, "client"))
                    .as("a client of the own authority is no peer, port " + port)
                    .isInstanceOf(IOException.class);
        }
        try (SluiceClient stranger = SluiceClient.builder(addresses(cluster))
                .callTimeout(Duration.ofSeconds(2))
                .build()) {
            assertThatThrownBy(() -> stranger.queues().createQueue("never")).isInstanceOf(SluiceException.class);
        }
        try (SluiceClient stranger = SluiceClient.builder(addresses(cluster))
                .callTimeout(Duration.ofSeconds(2))
                .tls(ClientTls.trusting(foreign.authorities()))
                .build()) {
            assertThatThrownBy(() -> stranger.queues().createQueue("never")).isInstanceOf(SluiceException.class);
        }
    }

    @Test
    void aCertificateIsForWhatItsNameAllows() throws Exception {
        Cluster cluster = CLUSTER.get();
        Certificates certificates = Certificates.in(cluster.directory());

        try (SluiceClient client = client(cluster, certificates, "client");
                SluiceClient node = client(cluster, certificates, "n1")) {
            client.queues().createQueue("scoped");
            assertThatThrownBy(() -> client.admin().tablets()).hasMessageContaining("sluice:listtablets");
            assertThatThrownBy(() -> node.queues().send("scoped", OutgoingMessage.of("no")))
                    .isInstanceOfSatisfying(
                            SluiceException.Rejected.class,
                            refused -> assertThat(refused.code()).isEqualTo("AccessDeniedException"));
        }
    }

    private static Set<String> receiveAll(SluiceClient client) {
        Set<String> received = new HashSet<>();
        Instant end = Instant.now().plus(TIME_MAX);
        while (received.size() < MESSAGES && Instant.now().isBefore(end)) {
            List<ReceivedMessage> messages =
                    client.queues().receive("secret", ReceiveOptions.upTo(10).withWait(Duration.ofSeconds(1)));
            for (ReceivedMessage message : messages) {
                received.add(message.body());
                client.queues().delete("secret", message.receipt());
            }
        }
        return received;
    }

    /** What every port of every node shows. */
    private static List<BigInteger> serials(Cluster cluster, Certificates certificates)
            throws IOException, GeneralSecurityException {
        List<BigInteger> serials = new ArrayList<>();
        for (NodeProcess node : cluster.nodes()) {
            for (int port : List.of(node.grpcPort(), node.httpPort(), node.peerPort(), node.raftPort())) {
                serials.add(Handshake.with(port, certificates, certificates, "n2"));
            }
        }
        return serials;
    }

    private static List<Double> metric(Cluster cluster, NodeProcess node, Certificates certificates)
            throws IOException, GeneralSecurityException {
        String text = Handshake.get(cluster.httpAddress(node) + "/metrics", certificates);
        assertThat(text).contains("sluice_tls_certificate_expiry_seconds{");
        return text.lines()
                .filter(line -> line.startsWith("sluice_tls_files_bad{"))
                .map(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
    }

    private static SluiceClient client(Cluster cluster, Certificates certificates) {
        return client(cluster, certificates, "client");
    }

    private static SluiceClient client(Cluster cluster, Certificates certificates, String name) {
        return SluiceClient.builder(addresses(cluster))
                .tls(ClientTls.trusting(certificates.authorities())
                        .showing(certificates.file(name + ".pem"), certificates.file(name + ".key")))
                .build();
    }

    private static String[] addresses(Cluster cluster) {
        return cluster.endpoints().stream().map(Endpoint::address).toArray(String[]::new);
    }

    private static NodeProcess living(Cluster cluster, NodeProcess victim) {
        return cluster.nodes().stream()
                .filter(node -> node != victim)
                .findFirst()
                .orElseThrow();
    }

    private static SqsClient aws(Cluster cluster, NodeProcess node, Certificates certificates)
            throws IOException, GeneralSecurityException {
        Path authorities = certificates.authorities();
        TrustManager[] trust = Handshake.trust(authorities);
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder().tlsTrustManagersProvider(() -> trust))
                .endpointOverride(URI.create(cluster.httpAddress(node)))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }
}
