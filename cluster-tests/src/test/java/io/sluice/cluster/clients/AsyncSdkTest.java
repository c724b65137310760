package io.sluice.cluster.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.NodeProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/**
 * The asynchronous client of AWS's SDK for Java at its normal work, with many calls under way at once, while a node
 * dies and comes back. It sends through one of the others and receives through the third; a call that fails after the
 * SDK's own retries fails the test.
 */
@Tag("cluster")
final class AsyncSdkTest {
    private static final int SINGLES = 40;
    private static final int BATCHES = 10;
    private static final int BATCH = 10;
    private static final int CONSUMERS = 4;
    private static final int WAIT_SECONDS = 5;
    private static final Duration TIME_MAX = Duration.ofSeconds(90);
    private static final List<QueueAttributeName> COUNTS = List.of(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);

    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    @Test
    void losesNothingAndDoublesNothingWhileANodeDiesAndComesBack() throws Exception {
        Cluster cluster = CLUSTER.get();
        NodeProcess victim = cluster.leader();
        List<String> living = JavaSdk.living(cluster, victim);
        List<String> sent = new ArrayList<>();
        try (SqsAsyncClient sender = JavaSdk.async(living.get(0));
                SqsAsyncClient receiver = JavaSdk.async(living.get(1))) {
            String url = create(sender);
            int all = 3 * (SINGLES + BATCHES * BATCH);
            CompletableFuture<Void> consuming = together(IntStream.range(0, CONSUMERS)
                    .mapToObj(i -> consume(receiver, url, all))
                    .toList());

            send(sender, url, "before-", sent).join();
            CompletableFuture<Void> during = send(sender, url, "during-", sent);
            victim.kill();
            during.join();
            CompletableFuture<Void> after = send(sender, url, "after-", sent);
            victim.start();
            after.join();
            consuming.get(TIME_MAX.toSeconds(), TimeUnit.SECONDS);
            cluster.awaitLed();

            assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(receiver.getQueueAttributes(a -> a.queueUrl(url).attributeNames(COUNTS))
                            .join()
                            .attributes())
                    .as("every delete has held")
                    .isEqualTo(Map.of(COUNTS.get(0), "0", COUNTS.get(1), "0"));
        }
    }

    /** What a receive has lost comes too late to be counted. */
    private static String create(SqsAsyncClient client) {
        Duration hidden = TIME_MAX.multipliedBy(2);
        return client.createQueue(q -> q.queueName("sdk-async")
                        .attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(hidden.toSeconds()))))
                .join()
                .queueUrl();
    }

    private static CompletableFuture<Void> together(List<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new));
    }

    /** Sends messages one by one and in batches, all at once, and notes their bodies. */
    private static CompletableFuture<Void> send(SqsAsyncClient client, String url, String prefix, List<String> bodies) {
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (int i = 0; i < SINGLES; i++) {
            String body = prefix + i;
            bodies.add(body);
            sending.add(client.sendMessage(m -> m.queueUrl(url).messageBody(body))
                    .thenAccept(done -> assertThat(done.messageId()).isNotEmpty()));
        }
        for (int i = 0; i < BATCHES; i++) {
            String batch = prefix + "batch-" + i + "-";
            List<SendMessageBatchRequestEntry> entries = IntStream.range(0, BATCH)
                    .mapToObj(each -> SendMessageBatchRequestEntry.builder()
                            .id(Integer.toString(each))
                            .messageBody(batch + each)
                            .build())
                    .toList();
            entries.forEach(entry -> bodies.add(entry.messageBody()));
            sending.add(client.sendMessageBatch(m -> m.queueUrl(url).entries(entries))
                    .thenAccept(done -> assertThat(done.failed()).isEmpty()));
        }
        return together(sending);
    }

    /** Receives by long polls, and deletes, until everybody together has all. */
    private CompletableFuture<Void> consume(SqsAsyncClient client, String url, int all) {
        if (received.size() >= all) {
            return CompletableFuture.completedFuture(null);
        }
        return client.receiveMessage(
                        r -> r.queueUrl(url).maxNumberOfMessages(BATCH).waitTimeSeconds(WAIT_SECONDS))
                .thenCompose(answer -> delete(client, url, answer.messages()))
                .thenCompose(deleted -> consume(client, url, all));
    }

    private CompletableFuture<Void> delete(SqsAsyncClient client, String url, List<Message> messages) {
        messages.forEach(message -> received.add(message.body()));
        if (messages.size() <= 1) {
            return together(messages.stream()
                    .map(one -> client.deleteMessage(d -> d.queueUrl(url).receiptHandle(one.receiptHandle()))
                            .thenAccept(done -> {}))
                    .toList());
        }
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        return client.deleteMessageBatch(d -> d.queueUrl(url).entries(entries))
                .thenAccept(done -> assertThat(done.failed()).isEmpty());
    }
}
