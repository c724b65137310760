package io.sluice.aws.bench;

import io.grpc.MethodDescriptor;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchRequestEntry;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageBatchResultEntry;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageBatchResultEntry;
import io.sluice.client.bench.ForeignClient;
import io.sluice.client.transport.CallSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The calls of a benchmark, message by message through the SDK's batch manager, which makes batches of them as it does
 * for any program. Calls take turns between the nodes; a receipt goes back to any of them.
 */
final class AwsClient implements ForeignClient {
    /** The batch manager names no wait of its own: without this it would ask an empty queue again and again. */
    private static final Map<QueueAttributeName, String> LONG_POLLS =
            Map.of(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, "5");

    /** The batch manager polls ahead of those who ask; more of them would only wait in its queue. */
    private static final int RECEIVES_PER_LANE = 6;

    private final List<AwsEndpoint> endpoints;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile String url = "";

    AwsClient(List<AwsEndpoint> endpoints) {
        this.endpoints = List.copyOf(endpoints);
    }

    @Override
    public void createQueue(String name) {
        url = endpoints
                .get(0)
                .client()
                .createQueue(q -> q.queueName(name).attributes(LONG_POLLS))
                .join()
                .queueUrl();
    }

    @Override
    public void deleteQueue(String name) {
        endpoints.get(0).client().deleteQueue(q -> q.queueUrl(url)).join();
    }

    @Override
    public String nextRequestId() {
        return ""; // the SDK gives each call an invocation id of its own
    }

    @Override
    public int receivesPerLane() {
        return RECEIVES_PER_LANE;
    }

    @Override
    public Optional<String> leaderOf(String leaderKey) {
        return Optional.empty();
    }

    @Override
    public <Q, R> CompletableFuture<R> call(MethodDescriptor<Q, R> method, Q request, CallSpec spec) {
        AwsEndpoint endpoint = endpoints.get(Math.floorMod(turn.getAndIncrement(), endpoints.size()));
        CompletableFuture<?> answer;
        if (request instanceof SendMessageBatchRequest send) {
            answer = send(endpoint, send);
        } else if (request instanceof ReceiveMessageRequest) {
            answer = receive(endpoint);
        } else if (request instanceof DeleteMessageBatchRequest delete) {
            answer = delete(endpoint, delete);
        } else {
            throw new IllegalArgumentException("no benchmark makes the call " + method.getFullMethodName());
        }
        return asReply(answer);
    }

    /** What a method's own parser would have made. */
    @SuppressWarnings("unchecked")
    private static <R> CompletableFuture<R> asReply(CompletableFuture<?> answer) {
        return (CompletableFuture<R>) answer;
    }

    private CompletableFuture<SendMessageBatchResponse> send(AwsEndpoint endpoint, SendMessageBatchRequest request) {
        List<CompletableFuture<@Nullable SendMessageBatchResultEntry>> sending = new ArrayList<>();
        for (SendMessageBatchRequestEntry entry : request.getEntriesList()) {
            sending.add(endpoint.batches()
                    .sendMessage(m -> m.queueUrl(url).messageBody(entry.getMessageBody()))
                    .handle((sent, failure) -> failure != null
                            ? null
                            : SendMessageBatchResultEntry.newBuilder()
                                    .setId(entry.getId())
                                    .setMessageId(sent.messageId())
                                    .build()));
        }
        return all(sending)
                .thenApply(entries -> SendMessageBatchResponse.newBuilder()
                        .addAllSuccessful(entries)
                        .build());
    }

    private CompletableFuture<ReceiveMessageResponse> receive(AwsEndpoint endpoint) {
        return endpoint.batches().receiveMessage(r -> r.queueUrl(url)).thenApply(received -> {
            ReceiveMessageResponse.Builder response = ReceiveMessageResponse.newBuilder();
            received.messages()
                    .forEach(message -> response.addMessages(Message.newBuilder()
                            .setBody(message.body())
                            .setMd5OfBody(message.md5OfBody())
                            .setReceiptHandle(message.receiptHandle())));
            return response.build();
        });
    }

    private CompletableFuture<DeleteMessageBatchResponse> delete(
            AwsEndpoint endpoint, DeleteMessageBatchRequest request) {
        List<CompletableFuture<@Nullable DeleteMessageBatchResultEntry>> deleting = new ArrayList<>();
        for (DeleteMessageBatchRequestEntry entry : request.getEntriesList()) {
            deleting.add(endpoint.batches()
                    .deleteMessage(d -> d.queueUrl(url).receiptHandle(entry.getReceiptHandle()))
                    .handle((deleted, failure) -> failure != null
                            ? null
                            : DeleteMessageBatchResultEntry.newBuilder()
                                    .setId(entry.getId())
                                    .build()));
        }
        return all(deleting)
                .thenApply(entries -> DeleteMessageBatchResponse.newBuilder()
                        .addAllSuccessful(entries)
                        .build());
    }

    /** What came of those that went well, once all are over. */
    private static <T> CompletableFuture<List<T>> all(List<CompletableFuture<@Nullable T>> parts) {
        return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)).thenApply(done -> {
            List<T> good = new ArrayList<>();
            for (CompletableFuture<@Nullable T> part : parts) {
                @Nullable T result = part.join();
                if (result != null) {
                    good.add(result);
                }
            }
            return good;
        });
    }

    @Override
    public void close() {
        endpoints.forEach(AwsEndpoint::close);
    }
}
