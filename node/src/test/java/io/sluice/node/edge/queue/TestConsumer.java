package io.sluice.node.edge.queue;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.sluice.api.v1.ConsumeOutcome;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeWithheld;
import io.sluice.api.v1.Message;
import io.sluice.api.v1.QueueServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A consumer that keeps all it is told. It takes as many responses as it was opened to take. */
final class TestConsumer implements ClientResponseObserver<ConsumeRequest, ConsumeResponse> {
    private final List<ConsumeResponse> responses = new ArrayList<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final int responsesTaken;
    private Optional<ClientCallStreamObserver<ConsumeRequest>> call = Optional.empty();

    private TestConsumer(int responsesTaken) {
        this.responsesTaken = responsesTaken;
    }

    static TestConsumer open(ManagedChannel channel) {
        return open(channel, Integer.MAX_VALUE);
    }

    static TestConsumer open(ManagedChannel channel, int responsesTaken) {
        TestConsumer consumer = new TestConsumer(responsesTaken);
        QueueServiceGrpc.newStub(channel).consume(consumer);
        return consumer;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ConsumeRequest> stream) {
        call = Optional.of(stream);
        stream.disableAutoRequestWithInitial(responsesTaken);
    }

    @Override
    public synchronized void onNext(ConsumeResponse response) {
        responses.add(response);
    }

    @Override
    public void onError(Throwable thrown) {
        end.complete(Status.fromThrowable(thrown));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    ClientCallStreamObserver<ConsumeRequest> call() {
        return call.orElseThrow();
    }

    TestConsumer say(ConsumeRequest.Builder step) {
        call().onNext(step.build());
        return this;
    }

    synchronized List<ConsumeResponse> responses() {
        return List.copyOf(responses);
    }

    List<Message> messages() {
        List<Message> all = new ArrayList<>();
        for (ConsumeResponse response : responses()) {
            all.addAll(response.getMessages().getMessagesList());
        }
        return all;
    }

    List<Message> awaitMessages(int count) {
        Awaitility.await().until(() -> messages().size() >= count);
        return messages();
    }

    /** What it was told to keep messages back, in order. */
    List<ConsumeWithheld> withheld() {
        return responses().stream()
                .filter(ConsumeResponse::hasWithheld)
                .map(ConsumeResponse::getWithheld)
                .toList();
    }

    void awaitWithheld(int count) {
        Awaitility.await().until(() -> withheld().size() >= count);
    }

    ConsumeOutcome awaitOutcome(long tag) {
        Awaitility.await()
                .until(() -> responses().stream()
                        .anyMatch(response ->
                                response.hasOutcome() && response.getOutcome().getTag() == tag));
        return responses().stream()
                .filter(response ->
                        response.hasOutcome() && response.getOutcome().getTag() == tag)
                .findFirst()
                .orElseThrow()
                .getOutcome();
    }

    /** How the stream ended. */
    Status awaitEnd() {
        try {
            return end.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new StatusRuntimeException(
                    Status.INTERNAL.withDescription("the stream did not end").withCause(e));
        }
    }

    boolean isOpen() {
        return !end.isDone();
    }
}
