package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.client.AccessCredentials;
import io.sluice.client.NewAccessKey;
import io.sluice.client.OutgoingMessage;
import io.sluice.client.SluiceClient;
import io.sluice.client.SluiceException;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.NodeProcess;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final Duration TIME_MAX = Duration.ofMinutes(1);

    @RegisterExtension
    static final ClusterExtension CLUSTER = AccessKeys.cluster();

    private static SqsClient aws(Cluster cluster, NodeProcess node, AccessCredentials credentials) {
        return SqsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .endpointOverride(URI.create(cluster.httpAddress(node)))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(credentials.keyId(), credentials.secret())))
                .build();
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
        NewAccessKey key = AccessKeys.create(cluster, "111111111111", List.of("sqs:*"));
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
            await().atMost(TIME_MAX).until(() -> {
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
        NewAccessKey sender = AccessKeys.create(cluster, "111111111111", List.of("sqs:CreateQueue", "sqs:SendMessage"));
        NewAccessKey other = AccessKeys.create(cluster, "222222222222", List.of("sqs:*"));
        AccessCredentials wrong = new AccessCredentials(
                sender.credentials().keyId(), sender.credentials().secret() + "x");
        try (SqsClient right = aws(cluster, node, sender.credentials());
                SqsClient forged = aws(cluster, node, wrong);
                SqsClient foreign = aws(cluster, node, other.credentials());
                SluiceClient forgedToo = AccessKeys.client(cluster, wrong);
                SluiceClient rightToo = AccessKeys.client(cluster, sender.credentials())) {
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
    void everyNodeSaysThatItTakesKeysOnly() throws Exception {
        Cluster cluster = CLUSTER.get();
        try (SluiceClient root = AccessKeys.client(cluster, AccessKeys.ROOT)) {
            assertThat(root.admin().cluster().awsAccess()).isEqualTo("KEYS");
        }
        for (NodeProcess node : cluster.nodes()) {
            assertThat(Files.readString(node.log()))
                    .contains("calls are taken with access keys only")
                    .doesNotContain("development mode");
        }
    }

    @Test
    void aDeletedKeyIsRefusedOnEveryNode() throws Exception {
        Cluster cluster = CLUSTER.get();
        NewAccessKey key = AccessKeys.create(cluster, "333333333333", List.of("sqs:*"));
        for (NodeProcess node : cluster.nodes()) {
            try (SqsClient sqs = aws(cluster, node, key.credentials())) {
                assertThat(sqs.listQueues().queueUrls()).isEmpty();
            }
        }
        try (SluiceClient root = AccessKeys.client(cluster, AccessKeys.ROOT)) {
            assertThat(root.keys().list())
                    .anyMatch(one -> one.keyId().equals(key.key().keyId()));
            root.keys().delete(key.key().keyId());
        }

        for (NodeProcess node : cluster.nodes()) {
            try (SqsClient sqs = aws(cluster, node, key.credentials())) {
                await().atMost(TIME_MAX).until(() -> refusal(sqs::listQueues).equals("InvalidClientTokenId"));
            }
        }
    }

    @Test
    void aRunningStreamEndsWhenItsKeyIsDeleted() {
        Cluster cluster = CLUSTER.get();
        NewAccessKey key = AccessKeys.create(cluster, "444444444444", List.of("sqs:*"));
        Watched watched = new Watched();
        ManagedChannel channel = bearing(cluster, key.credentials());
        try (SluiceClient client = AccessKeys.client(cluster, key.credentials());
                SluiceClient root = AccessKeys.client(cluster, AccessKeys.ROOT)) {
            client.queues().createQueue("watched");
            StreamObserver<ConsumeRequest> stream =
                    QueueServiceGrpc.newStub(channel).consume(watched);
            stream.onNext(ConsumeRequest.newBuilder()
                    .setStart(ConsumeStart.newBuilder().setQueueUrl("watched").setCredit(10))
                    .build());
            client.queues().send("watched", OutgoingMessage.of("before"));
            await().atMost(TIME_MAX).until(() -> watched.messages.get() == 1);

            root.keys().delete(key.key().keyId());

            await().atMost(TIME_MAX).until(watched.end::isDone);
            assertThat(watched.end.join()).isEqualTo(Status.Code.UNAUTHENTICATED);
        } finally {
            channel.shutdownNow();
        }
    }

    /** How a stream goes, and with which status it ends. */
    private static final class Watched implements StreamObserver<ConsumeResponse> {
        private final AtomicInteger messages = new AtomicInteger();
        private final CompletableFuture<Status.Code> end = new CompletableFuture<>();

        @Override
        public void onNext(ConsumeResponse response) {
            messages.addAndGet(response.getMessages().getMessagesCount());
        }

        @Override
        public void onError(Throwable cause) {
            end.complete(Status.fromThrowable(cause).getCode());
        }

        @Override
        public void onCompleted() {
            end.complete(Status.Code.OK);
        }
    }

    private static ManagedChannel bearing(Cluster cluster, AccessCredentials credentials) {
        Metadata headers = new Metadata();
        headers.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + credentials.keyId() + ":" + credentials.secret());
        return Grpc.newChannelBuilder(cluster.endpoints().get(0).address(), InsecureChannelCredentials.create())
                .intercept(MetadataUtils.newAttachHeadersInterceptor(headers))
                .build();
    }
}
