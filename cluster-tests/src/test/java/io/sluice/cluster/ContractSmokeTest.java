package io.sluice.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.GetQueueUrlRequest;
import io.sluice.api.v1.ListQueuesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SetQueueAttributesRequest;
import io.sluice.cluster.harness.Cluster;
import io.sluice.cluster.harness.ClusterExtension;
import io.sluice.cluster.harness.Endpoint;
import io.sluice.cluster.harness.Refusal;
import io.sluice.cluster.harness.Requests;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The fourteen operations of daily use do their main thing on a real cluster. What any operation refuses is for {@code
 * ContractErrorsTest}.
 */
@Tag("cluster")
final class ContractSmokeTest {
    @RegisterExtension
    static final ClusterExtension CLUSTER = ClusterExtension.shared();

    @Test
    void queuesAreCreatedFoundListedChangedAndDeleted() {
        Cluster cluster = CLUSTER.get();
        Endpoint any = cluster.endpoints().get(0);
        String url = cluster.createQueue("smoke-life", Map.of("DelaySeconds", "1"));
        QueueServiceBlockingStub queues = any.queues();

        assertThat(cluster.createQueue("smoke-life", Map.of("DelaySeconds", "1")))
                .isEqualTo(url);
        assertThat(queues.getQueueUrl(GetQueueUrlRequest.newBuilder()
                                .setQueueName("smoke-life")
                                .build())
                        .getQueueUrl())
                .isEqualTo(url);
        assertThat(queues.listQueues(ListQueuesRequest.newBuilder()
                                .setQueueNamePrefix("smoke-l")
                                .build())
                        .getQueueUrlsList())
                .containsExactly(url);
        queues.setQueueAttributes(SetQueueAttributesRequest.newBuilder()
                .setQueueUrl(url)
                .putAttributes("DelaySeconds", "0")
                .build());
        assertThat(Requests.attributes(any, url)).containsEntry("DelaySeconds", "0");
        queues.deleteQueue(DeleteQueueRequest.newBuilder().setQueueUrl(url).build());

        assertThat(Refusal.of(() -> Requests.send(any, url, "body")).code()).isEqualTo("QueueDoesNotExist");
    }

    @Test
    void messagesAreSentReceivedReleasedAndDeletedSingly() {
        Endpoint any = CLUSTER.get().endpoints().get(1);
        String url = CLUSTER.get().createQueue("smoke-single", Map.of());
        String id = Requests.send(any, url, "hello");

        Message first = Requests.receiveNow(any, url).get(0);
        Requests.hide(any, url, first.getReceiptHandle(), 0);
        Message second = Requests.receiveNow(any, url).get(0);
        Requests.delete(any, url, first.getReceiptHandle()); // outdated: succeeds and changes nothing

        assertThat(first.getMessageId()).isEqualTo(id).isEqualTo(second.getMessageId());
        assertThat(first.getBody()).isEqualTo("hello");
        assertThat(first.getMd5OfBody()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
        assertThat(second.getAttributesMap()).containsEntry("ApproximateReceiveCount", "2");
        assertThat(Requests.counters(any, url)).containsExactly(0L, 1L, 0L);
        Requests.delete(any, url, second.getReceiptHandle());
        assertThat(Requests.counters(any, url)).containsExactly(0L, 0L, 0L);
    }

    @Test
    void messagesAreSentHiddenAndDeletedInBatches() {
        Endpoint any = CLUSTER.get().endpoints().get(2);
        String url = CLUSTER.get().createQueue("smoke-batch", Map.of());
        SendMessageBatchRequest.Builder send =
                SendMessageBatchRequest.newBuilder().setQueueUrl(url);
        for (int i = 0; i < 10; i++) {
            send.addEntries(
                    SendMessageBatchRequestEntry.newBuilder().setId("e" + i).setMessageBody("body " + i));
        }
        SendMessageBatchResponse sent = any.queues().sendMessageBatch(send.build());
        List<Message> received = Requests.receiveNow(any, url);
        ChangeMessageVisibilityBatchRequest.Builder hide =
                ChangeMessageVisibilityBatchRequest.newBuilder().setQueueUrl(url);
        DeleteMessageBatchRequest.Builder delete =
                DeleteMessageBatchRequest.newBuilder().setQueueUrl(url);
        for (Message message : received.subList(1, received.size())) { // one slot is for the bad receipt
            hide.addEntries(ChangeMessageVisibilityBatchRequestEntry.newBuilder()
                    .setId(message.getMessageId())
                    .setReceiptHandle(message.getReceiptHandle())
                    .setVisibilityTimeout(100));
            delete.addEntries(DeleteMessageBatchRequestEntry.newBuilder()
                    .setId(message.getMessageId())
                    .setReceiptHandle(message.getReceiptHandle()));
        }
        delete.addEntries(
                DeleteMessageBatchRequestEntry.newBuilder().setId("bad").setReceiptHandle("garbage"));

        assertThat(sent.getSuccessfulCount()).isEqualTo(10);
        assertThat(received).hasSize(10);
        assertThat(any.queues().changeMessageVisibilityBatch(hide.build()).getSuccessfulCount())
                .isEqualTo(9);
        assertThat(any.queues().deleteMessageBatch(delete.build()).getFailedList())
                .extracting(BatchResultErrorEntry::getCode)
                .containsExactly("ReceiptHandleIsInvalid");
        assertThat(Requests.counters(any, url)).containsExactly(0L, 1L, 0L);
    }

    @Test
    void aPurgeEmptiesAQueueOfAllKindsOfMessages() {
        Endpoint any = CLUSTER.get().endpoints().get(0);
        String url = CLUSTER.get().createQueue("smoke-purge", Map.of());
        Requests.send(any, url, "in flight");
        assertThat(Requests.receiveNow(any, url)).hasSize(1);
        Requests.send(any, url, "visible");
        PurgeQueueRequest purge =
                PurgeQueueRequest.newBuilder().setQueueUrl(url).build();

        any.queues().purgeQueue(purge);

        assertThat(Requests.counters(any, url)).containsExactly(0L, 0L, 0L);
        assertThat(Refusal.of(() -> any.queues().purgeQueue(purge)).code()).isEqualTo("PurgeQueueInProgress");
    }
}
