package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.NodeProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.batchmanager.SqsAsyncBatchManager;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * AWS's SDK for Java against a cluster of which a node dies and comes back. The SDK knows one endpoint, a node that
 * lives; whatever it is told meanwhile its own retries have to get over.
 */
@Tag("cluster")
final class AwsSdkTest {
    private static final int MESSAGES = 400;
    private static final int BATCH = 10;
    private static final Duration TIME_MAX = Duration.ofSeconds(90);
    private static final String CORNERS = "\r\n\t\"q\" & <t> '\u00e4\u20ac\ud7ff\ue000\ufffd\ud83d\ude00\udbff\udfff";

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void theSyncClientLosesNothingAndDoublesNothing() throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess victim = cluster.leader();
        try (SqsClient client = JavaSdk.sync(JavaSdk.living(cluster, victim).get(0))) {
            String url = client.createQueue(q -> q.queueName("sdk-sync")).queueUrl();
            Set<String> sent = new HashSet<>();
            for (int i = 0; i < MESSAGES; i++) {
                if (i == MESSAGES / 2) {
                    victim.kill();
                }
                String body = i + CORNERS;
                client.sendMessage(m -> m.queueUrl(url).messageBody(body).messageAttributes(attributes()));
                sent.add(body);
            }
            victim.start();

            List<String> received = receiveAll(client, url);

            assertThat(received).as("each once, for retries repeat their names").hasSize(MESSAGES);
            assertThat(new HashSet<>(received)).isEqualTo(sent);
        }
    }

    private static List<String> receiveAll(SqsClient client, String url) {
        List<String> received = new ArrayList<>();
        Instant end = Instant.now().plus(TIME_MAX);
        while (received.size() < MESSAGES && Instant.now().isBefore(end)) {
            List<Message> messages = client.receiveMessage(r -> r.queueUrl(url)
                            .maxNumberOfMessages(BATCH)
                            .waitTimeSeconds(2)
                            .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                            .messageAttributeNames("All"))
                    .messages();
            for (Message message : messages) {
                assertThat(message.messageAttributes()).isEqualTo(attributes());
                received.add(message.body());
                client.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
            }
        }
        return received;
    }

    @Test
    void theBatchManagerLosesNothing() throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess victim = cluster.leader();
        try (SqsAsyncClient client =
                        JavaSdk.async(JavaSdk.living(cluster, victim).get(0));
                SqsAsyncBatchManager batches = client.batchManager()) {
            String url =
                    client.createQueue(q -> q.queueName("sdk-batches")).join().queueUrl();
            List<CompletableFuture<?>> sending = new ArrayList<>();
            for (int i = 0; i < MESSAGES; i++) {
                String body = "b" + i;
                sending.add(batches.sendMessage(m -> m.queueUrl(url).messageBody(body)));
            }
            victim.kill();
            CompletableFuture.allOf(sending.toArray(CompletableFuture[]::new)).join();
            victim.start();

            Set<String> received = new HashSet<>();
            Instant end = Instant.now().plus(TIME_MAX);
            while (received.size() < MESSAGES && Instant.now().isBefore(end)) {
                List<CompletableFuture<?>> deleting = new ArrayList<>();
                for (Message message :
                        batches.receiveMessage(r -> r.queueUrl(url)).join().messages()) {
                    received.add(message.body());
                    deleting.add(batches.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle())));
                }
                CompletableFuture.allOf(deleting.toArray(CompletableFuture[]::new))
                        .join();
            }

            assertThat(received).hasSize(MESSAGES);
        }
    }

    /** Without TLS the SDK negotiates nothing: it begins with HTTP/2, as it does for Kinesis. */
    @Test
    void aQueueLivesItsLifeByHttp2InTheClear() {
        Cluster cluster = CLUSTER.get();
        String endpoint = cluster.httpAddress(cluster.nodes().get(0));
        try (SqsAsyncClient client =
                JavaSdk.async(endpoint, NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP2))) {
            String url =
                    client.createQueue(q -> q.queueName("sdk-http2")).join().queueUrl();
            client.sendMessage(m -> m.queueUrl(url).messageBody(CORNERS)).join();
            Message message = client.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20))
                    .join()
                    .messages()
                    .get(0);
            client.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()))
                    .join();

            assertThat(message.body()).isEqualTo(CORNERS);
            assertThat(client.receiveMessage(r -> r.queueUrl(url)).join().messages())
                    .isEmpty();
            client.deleteQueue(q -> q.queueUrl(url)).join();
        }
    }

    @Test
    void fifoQueuesAttributesAndErrorsAreWhatTheSdkKnows() throws Exception {
        Cluster cluster = CLUSTER.get();
        try (SqsClient client = JavaSdk.sync(cluster.httpAddress(cluster.nodes().get(0)))) {
            String url = client.createQueue(
                            q -> q.queueName("sdk.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
                    .queueUrl();
            var first = client.sendMessage(
                    m -> m.queueUrl(url).messageBody("x").messageGroupId("g").messageDeduplicationId("d"));
            var again = client.sendMessage(
                    m -> m.queueUrl(url).messageBody("y").messageGroupId("g").messageDeduplicationId("d"));

            assertThat(again.messageId()).isEqualTo(first.messageId());
            assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber());
            assertThat(client.getQueueAttributes(a ->
                                    a.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                            .attributes())
                    .containsExactly(Map.entry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "1"));
            assertThatThrownBy(() -> client.getQueueUrl(q -> q.queueName("nowhere")))
                    .isInstanceOf(QueueDoesNotExistException.class);
            assertThatThrownBy(() -> client.deleteMessage(d -> d.queueUrl(url).receiptHandle("garbage")))
                    .isInstanceOf(ReceiptHandleIsInvalidException.class);
            assertThatThrownBy(() -> client.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(11)))
                    .isInstanceOfSatisfying(
                            SqsException.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidParameterValue"));
        }
    }

    private static Map<String, MessageAttributeValue> attributes() {
        byte[] bytes = CORNERS.getBytes(StandardCharsets.UTF_16);
        return Map.of(
                "text",
                MessageAttributeValue.builder()
                        .dataType("String.of.Unicode")
                        .stringValue(CORNERS)
                        .build(),
                "bytes",
                MessageAttributeValue.builder()
                        .dataType("Binary")
                        .binaryValue(SdkBytes.fromByteArray(bytes))
                        .build());
    }
}
