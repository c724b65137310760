package io.sluice.cluster.harness;

import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The commonest calls in one line each, for tests that look at single answers. */
public final class Requests {
    private static final Metadata.Key<String> LEADER =
            Metadata.Key.of("sluice-leader", Metadata.ASCII_STRING_MARSHALLER);

    private static final String REGION_AND_ACCOUNT = "arn:aws:sqs:us-east-1:000000000000:";

    private Requests() {}

    /** The ARN of a queue. */
    public static String arn(String queue) {
        return REGION_AND_ACCOUNT + queue;
    }

    /** The RedrivePolicy of a queue whose messages go to another after so many receives. */
    public static String redrivePolicy(String deadLetterQueue, int receivesMax) {
        return "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(arn(deadLetterQueue), receivesMax);
    }

    /** Sends a body and returns the id of its message. */
    public static String send(Endpoint endpoint, String url, String body) {
        return send(endpoint, url, body, "");
    }

    /** The same with a request id. */
    public static String send(Endpoint endpoint, String url, String body, String requestId) {
        return endpoint.queues()
                .sendMessage(SendMessageRequest.newBuilder()
                        .setQueueUrl(url)
                        .setMessageBody(body)
                        .setRequestId(requestId)
                        .build())
                .getMessageId();
    }

    /** Sends a body ten times at once. */
    public static void sendTen(Endpoint endpoint, String url, String body) {
        SendMessageBatchRequest.Builder batch =
                SendMessageBatchRequest.newBuilder().setQueueUrl(url);
        for (int i = 0; i < 10; i++) {
            batch.addEntries(
                    SendMessageBatchRequestEntry.newBuilder().setId("e" + i).setMessageBody(body));
        }
        endpoint.queues().sendMessageBatch(batch.build());
    }

    /** A receive of up to ten messages that waits this long for the first and hides them for a minute. */
    public static ReceiveMessageRequest.Builder receive(String url, int waitSeconds) {
        return ReceiveMessageRequest.newBuilder()
                .setQueueUrl(url)
                .addMessageSystemAttributeNames("All")
                .addMessageAttributeNames("All")
                .setMaxNumberOfMessages(10)
                .setVisibilityTimeout(60)
                .setWaitTimeSeconds(waitSeconds);
    }

    /** What such a receive brings. */
    public static List<Message> receiveNow(Endpoint endpoint, String url) {
        return endpoint.queues().receiveMessage(receive(url, 2).build()).getMessagesList();
    }

    /** Deletes with a receipt. */
    public static void delete(Endpoint endpoint, String url, String receipt) {
        endpoint.queues()
                .deleteMessage(DeleteMessageRequest.newBuilder()
                        .setQueueUrl(url)
                        .setReceiptHandle(receipt)
                        .build());
    }

    /** Hides a message for so many seconds from now. */
    public static void hide(Endpoint endpoint, String url, String receipt, int seconds) {
        endpoint.queues()
                .changeMessageVisibility(ChangeMessageVisibilityRequest.newBuilder()
                        .setQueueUrl(url)
                        .setReceiptHandle(receipt)
                        .setVisibilityTimeout(seconds)
                        .build());
    }

    /** All attributes and counters of a queue. */
    public static Map<String, String> attributes(Endpoint endpoint, String url) {
        return endpoint.queues()
                .getQueueAttributes(GetQueueAttributesRequest.newBuilder()
                        .setQueueUrl(url)
                        .addAttributeNames("All")
                        .build())
                .getAttributesMap();
    }

    /** {@code host:port} of the node that leads the queue's tablet, as this one says; empty when it knows none. */
    static String leaderAddress(Endpoint endpoint, String url) {
        AtomicReference<Metadata> headers = new AtomicReference<>(new Metadata());
        var unused = endpoint.queues()
                .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
                .getQueueAttributes(
                        GetQueueAttributesRequest.newBuilder().setQueueUrl(url).build());
        Metadata captured = Objects.requireNonNull(headers.get());
        return Objects.requireNonNullElse(captured.get(LEADER), "");
    }

    /** Messages of a queue: visible, in flight and delayed ones. */
    public static List<Long> counters(Endpoint endpoint, String url) {
        Map<String, String> all = attributes(endpoint, url);
        return List.of(
                Long.parseLong(all.getOrDefault("ApproximateNumberOfMessages", "-1")),
                Long.parseLong(all.getOrDefault("ApproximateNumberOfMessagesNotVisible", "-1")),
                Long.parseLong(all.getOrDefault("ApproximateNumberOfMessagesDelayed", "-1")));
    }
}
