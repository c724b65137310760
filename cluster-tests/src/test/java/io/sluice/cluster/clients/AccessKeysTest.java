package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.client.AccessCredentials;
import io.sluice.client.NewAccessKey;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.ClusterPlan;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Three nodes that take calls with access keys only, and what callers with the right and the wrong ones meet. */
@Tag("cluster")
final class AccessKeysTest {
    private static final int MESSAGES = 60;
    private static final AccessCredentials ROOT =
            new AccessCredentials("root", "a-secret-of-this-test-which-nobody-else-has");
    private static final Path ROOT_KEY = Path.of("target", "access-keys-test.key");

    @RegisterExtension
    static final ClusterExtension CLUSTER =
            ClusterExtension.of(() -> ClusterPlan.ofThree().withKeys(rootKey()));

    private static Path rootKey() {
        try {
            Files.createDirectories(ROOT_KEY.toAbsolutePath().getParent());
            return Files.writeString(ROOT_KEY, ROOT.keyId() + ":" + ROOT.secret() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SluiceClient client(Cluster cluster, AccessCredentials credentials) {
        return SluiceClient.builder(
                        cluster.endpoints().stream().map(Endpoint::address).toArray(String[]::new))
                .credentials(credentials)
                .build();
    }

    private static SqsClient aws(Cluster cluster, NodeProcess node, AccessCredentials credentials) {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(cluster.httpAddress(node)))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.keyId(), credentials.secret())))
                .build();
    }

    private static NewAccessKey key(Cluster cluster, String account, List<String> actions) {
        try (SluiceClient root = client(cluster, ROOT)) {
            return root.keys().create(account, "shop", actions, List.of("*"));
        }
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (SqsException refused) {
            return refused.awsErrorDetails().errorCode();
        } catch (SluiceException.Rejected refused) {
            return refused.code();
        }
    }

    @Test
    void aRightKeyWorksThroughTheDeathOfTheLeader() throws Exception {
        Cluster cluster = CLUSTER.get();
        NewAccessKey key = key(cluster, "111111111111", List.of("sqs:*"));
        NodeProcess victim = cluster.leader();
        NodeProcess living = cluster.nodes().stream()
                .filter(node -> node != victim)
                .findFirst()
                .orElseThrow();
        try (SqsClient sqs = aws(cluster, living, key.credentials())) {
            String url = sqs.createQueue(q -> q.queueName("signed")).queueUrl();
            assertThat(url).endsWith("/111111111111/signed");
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++) {
                if (i == MESSAGES / 2) {
                    victim.kill();
                }
                String body = "b" + i;
                sqs.sendMessage(m -> m.queueUrl(url).messageBody(body));
                sent.add(body);
            }
            victim.start();
            Set<String> received = new HashSet<>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (Message message : sqs.receiveMessage(
                                r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
                        .messages()) {
                    received.add(message.body());
                    sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
                }
                return received.size() == MESSAGES;
            });
            assertThat(received).isEqualTo(sent);
        }
    }

    @Test
    void wrongSecretsScopesAndAccountsAreRefused() throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess node = cluster.nodes().get(0);
        NewAccessKey sender = key(cluster, "111111111111", List.of("sqs:CreateQueue", "sqs:SendMessage"));
        NewAccessKey other = key(cluster, "222222222222", List.of("sqs:*"));
        AccessCredentials wrong = new AccessCredentials(
                sender.credentials().keyId(), sender.credentials().secret() + "x");
        try (SqsClient right = aws(cluster, node, sender.credentials());
                SqsClient forged = aws(cluster, node, wrong);
                SqsClient foreign = aws(cluster, node, other.credentials());
                SluiceClient forgedToo = client(cluster, wrong);
                SluiceClient rightToo = client(cluster, sender.credentials())) {
            String url = right.createQueue(q -> q.queueName("scoped")).queueUrl();
            right.sendMessage(m -> m.queueUrl(url).messageBody("one"));
            rightToo.queues().send("scoped", OutgoingMessage.of("two"));

            assertThat(refusal(() -> forged.sendMessage(m -> m.queueUrl(url).messageBody("no"))))
                    .isEqualTo("SignatureDoesNotMatch");
            assertThat(refusal(() -> forgedToo.queues().send("scoped", OutgoingMessage.of("no"))))
                    .isEqualTo("UnrecognizedClientException");
            assertThat(refusal(() -> right.receiveMessage(r -> r.queueUrl(url))))
                    .isEqualTo("AccessDenied");
            assertThat(refusal(() -> foreign.sendMessage(m -> m.queueUrl(url).messageBody("no"))))
                    .isEqualTo("AccessDenied");
            assertThat(foreign.listQueues().queueUrls()).isEmpty();
            assertThatThrownBy(() -> rightToo.admin().tablets()).hasMessageContaining("sluice:listtablets");
        }
    }

    @Test
    void aDeletedKeyIsRefusedOnEveryNode() throws Exception {
        Cluster cluster = CLUSTER.get();
        NewAccessKey key = key(cluster, "333333333333", List.of("sqs:*"));
        for (NodeProcess node : cluster.nodes()) {
            try (SqsClient sqs = aws(cluster, node, key.credentials())) {
                assertThat(sqs.listQueues().queueUrls()).isEmpty();
            }
        }
        try (SluiceClient root = client(cluster, ROOT)) {
            assertThat(root.keys().list())
                    .anyMatch(one -> one.keyId().equals(key.key().keyId()));
            root.keys().delete(key.key().keyId());
        }

        for (NodeProcess node : cluster.nodes()) {
            try (SqsClient sqs = aws(cluster, node, key.credentials())) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> refusal(sqs::listQueues).equals("InvalidClientTokenId"));
            }
        }
    }
}
