package io.sluice.cluster.fake;

import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ChangeMessageVisibilityBatchRequest;
import io.sluice.api.v1.ChangeMessageVisibilityBatchResponse;
import io.sluice.api.v1.ChangeMessageVisibilityRequest;
import io.sluice.api.v1.ChangeMessageVisibilityResponse;
import io.sluice.api.v1.DeleteMessageBatchRequest;
import io.sluice.api.v1.DeleteMessageBatchResponse;
import io.sluice.api.v1.DeleteMessageRequest;
import io.sluice.api.v1.DeleteMessageResponse;
import io.sluice.api.v1.GetQueueAttributesRequest;
import io.sluice.api.v1.GetQueueAttributesResponse;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.PurgeQueueResponse;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceBlockingStub;
import io.sluice.api.v1.QueueServiceGrpc.QueueServiceImplBase;
import io.sluice.api.v1.ReceiveMessageRequest;
import io.sluice.api.v1.ReceiveMessageResponse;
import io.sluice.api.v1.ReleaseMessageGroupRequest;
import io.sluice.api.v1.ReleaseMessageGroupResponse;
import io.sluice.api.v1.SendMessageBatchRequest;
import io.sluice.api.v1.SendMessageBatchResponse;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.api.v1.SendMessageResponse;
import io.sluice.cluster.harness.Endpoint;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Stands before a good node and makes it look broken, so that the checkers must notice. */
public final class LyingProxy implements AutoCloseable {
    private final Server server;

    private LyingProxy(Server server) {
        this.server = server;
    }

    /** A proxy before this node, which lies at every {@code period}th call of the kind in question. */
    public static LyingProxy before(Endpoint node, Lie lie, int period) {
        return new LyingProxy(FakeCluster.serve(new Service(node, lie, period)));
    }

    /** The proxy as a raw endpoint; the caller closes it. */
    public Endpoint endpoint() {
        return new Endpoint("proxy", server.getPort());
    }

    @Override
    public void close() {
        FakeCluster.end(server);
    }

    private static final class Service extends QueueServiceImplBase {
        private final Endpoint node;
        private final Lie lie;
        private final int period;
        private final AtomicInteger calls = new AtomicInteger();
        private final AtomicReference<ReceiveMessageResponse> former =
                new AtomicReference<>(ReceiveMessageResponse.getDefaultInstance());

        private Service(Endpoint node, Lie lie, int period) {
            this.node = node;
            this.lie = lie;
            this.period = period;
        }

        private QueueServiceBlockingStub good() {
            return node.queues();
        }

        private boolean liesNow(Lie kind) {
            return lie == kind && calls.incrementAndGet() % period == 0;
        }

        @Override
        public void sendMessage(SendMessageRequest request, StreamObserver<SendMessageResponse> observer) {
            if (liesNow(Lie.ACKNOWLEDGE_UNSENT)) {
                pass(
                        observer,
                        () -> SendMessageResponse.newBuilder()
                                .setMessageId("never-sent-" + calls.get())
                                .build());
                return;
            }
            if (liesNow(Lie.SEND_TWICE)) {
                StreamObserver<SendMessageResponse> nobody = new Nobody<>();
                pass(nobody, () -> good().sendMessage(request));
                pass(
                        observer,
                        () -> good().sendMessage(
                                        request.toBuilder().clearRequestId().build()));
                return;
            }
            if (lie == Lie.FORGET_DEDUPLICATION) {
                String id = request.getMessageDeduplicationId() + "-" + calls.incrementAndGet();
                SendMessageRequest other =
                        request.toBuilder().setMessageDeduplicationId(id).build();
                pass(observer, () -> good().sendMessage(other));
                return;
            }
            pass(observer, () -> good().sendMessage(request));
        }

        @Override
        public void sendMessageBatch(
                SendMessageBatchRequest request, StreamObserver<SendMessageBatchResponse> observer) {
            pass(observer, () -> good().sendMessageBatch(request));
        }

        @Override
        public void receiveMessage(ReceiveMessageRequest request, StreamObserver<ReceiveMessageResponse> observer) {
            if (liesNow(Lie.REPLAY_RECEIVE)) {
                pass(observer, former::get);
                return;
            }
            if (liesNow(Lie.TURN_ROUND)) {
                pass(observer, () -> turned(good().receiveMessage(request)));
                return;
            }
            if (liesNow(Lie.FORGET_ATTEMPT)) {
                ReceiveMessageRequest other =
                        request.toBuilder().clearReceiveRequestAttemptId().build();
                pass(observer, () -> good().receiveMessage(other));
                return;
            }
            pass(observer, () -> {
                ReceiveMessageResponse response = good().receiveMessage(request);
                if (response.getMessagesCount() > 0) {
                    former.set(response);
                }
                return response;
            });
        }

        private static ReceiveMessageResponse turned(ReceiveMessageResponse response) {
            List<Message> messages = new ArrayList<>(response.getMessagesList());
            Collections.reverse(messages);
            return response.toBuilder().clearMessages().addAllMessages(messages).build();
        }

        @Override
        public void deleteMessage(DeleteMessageRequest request, StreamObserver<DeleteMessageResponse> observer) {
            if (liesNow(Lie.ACKNOWLEDGE_UNDELETED)) {
                pass(observer, DeleteMessageResponse::getDefaultInstance);
                return;
            }
            pass(observer, () -> good().deleteMessage(request));
        }

        @Override
        public void deleteMessageBatch(
                DeleteMessageBatchRequest request, StreamObserver<DeleteMessageBatchResponse> observer) {
            pass(observer, () -> good().deleteMessageBatch(request));
        }

        @Override
        public void changeMessageVisibility(
                ChangeMessageVisibilityRequest request, StreamObserver<ChangeMessageVisibilityResponse> observer) {
            pass(observer, () -> good().changeMessageVisibility(request));
        }

        @Override
        public void changeMessageVisibilityBatch(
                ChangeMessageVisibilityBatchRequest request,
                StreamObserver<ChangeMessageVisibilityBatchResponse> observer) {
            ChangeMessageVisibilityBatchRequest passed = liesNow(Lie.RELEASE_IN_PARTS) ? inParts(request) : request;
            pass(observer, () -> good().changeMessageVisibilityBatch(passed));
        }

        private static ChangeMessageVisibilityBatchRequest inParts(ChangeMessageVisibilityBatchRequest request) {
            ChangeMessageVisibilityBatchRequest.Builder parts = request.toBuilder();
            for (int i = 1; i < request.getEntriesCount(); i++) {
                parts.getEntriesBuilder(i).setVisibilityTimeout(1);
            }
            return parts.build();
        }

        @Override
        public void releaseMessageGroup(
                ReleaseMessageGroupRequest request, StreamObserver<ReleaseMessageGroupResponse> observer) {
            pass(observer, () -> good().releaseMessageGroup(request));
        }

        @Override
        public void purgeQueue(PurgeQueueRequest request, StreamObserver<PurgeQueueResponse> observer) {
            if (liesNow(Lie.ACKNOWLEDGE_UNPURGED)) {
                pass(observer, PurgeQueueResponse::getDefaultInstance);
                return;
            }
            pass(observer, () -> good().purgeQueue(request));
        }

        @Override
        public void getQueueAttributes(
                GetQueueAttributesRequest request, StreamObserver<GetQueueAttributesResponse> observer) {
            pass(observer, () -> good().getQueueAttributes(request));
        }

        /** Takes an answer that the caller shall not see. */
        private static final class Nobody<R> implements StreamObserver<R> {
            @Override
            public void onNext(R answer) {}

            @Override
            public void onError(Throwable cause) {}

            @Override
            public void onCompleted() {}
        }

        private static <R> void pass(StreamObserver<R> observer, Supplier<R> call) {
            try {
                observer.onNext(call.get());
                observer.onCompleted();
            } catch (StatusRuntimeException e) {
                observer.onError(e);
            }
        }
    }
}
