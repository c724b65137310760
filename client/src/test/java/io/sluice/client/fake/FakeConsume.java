package io.sluice.client.fake;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.BatchResultErrorEntry;
import io.sluice.api.v1.ConsumeLeaseLost;
import io.sluice.api.v1.ConsumeMessages;
import io.sluice.api.v1.ConsumeOutcome;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.ConsumeStarted;
import io.sluice.api.v1.ConsumeWithheld;
import io.sluice.api.v1.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One stream of the fake: a thread pushes under credit, the caller's thread settles. */
final class FakeConsume implements StreamObserver<ConsumeRequest> {
    private static final int PUSH_MAX = 10;

    private final FakeNode node;
    private final FakeCluster cluster;
    private final ServerCallStreamObserver<ConsumeResponse> out;
    private @Nullable ConsumeStart start;
    private int credit;
    private boolean over;
    private final List<String> leased = new ArrayList<>();
    private String withheld = "";

    FakeConsume(FakeNode node, FakeCluster cluster, StreamObserver<ConsumeResponse> out) {
        this.node = node;
        this.cluster = cluster;
        this.out = (ServerCallStreamObserver<ConsumeResponse>) out;
        this.out.setOnCancelHandler(this::end);
    }

    @Override
    public synchronized void onNext(ConsumeRequest request) {
        switch (request.getStepCase()) {
            case START -> start(request.getStart());
            case CREDIT -> grant(request.getCredit().getMessages());
            case ACKNOWLEDGE ->
                settle(
                        request.getAcknowledge().getReceiptHandlesList(),
                        request.getAcknowledge().getTag(),
                        FakeQueue::delete);
            case EXTEND ->
                settle(
                        request.getExtend().getReceiptHandlesList(),
                        request.getExtend().getTag(),
                        (queue, receipt) -> queue.changeVisibility(
                                receipt, request.getExtend().getVisibilityTimeout()));
            case RELEASE -> {
                cluster.reason(request.getRelease().getReason());
                settle(
                        request.getRelease().getReceiptHandlesList(),
                        request.getRelease().getTag(),
                        (queue, receipt) -> queue.changeVisibility(
                                receipt, request.getRelease().getVisibilityTimeout()));
            }
            case HEARTBEAT -> cluster.heartbeat();
            case STEP_NOT_SET -> throw new AssertionError("a step must be set");
        }
    }

    private void start(ConsumeStart first) {
        if (cluster.with(first.getQueueUrl(), queue -> true) == null) {
            over = true;
            out.onError(Refusals.noQueue());
            return;
        }
        start = first;
        out.onNext(ConsumeResponse.newBuilder()
                .setStarted(
                        ConsumeStarted.newBuilder().setNodeId(node.id()).setSession(first.getHeartbeatSeconds() > 0))
                .build());
        grant(first.getCredit());
        Thread pusher = new Thread(this::push, "fake-push-" + node.id());
        pusher.setDaemon(true);
        pusher.start();
    }

    private void grant(int messages) {
        credit += messages;
        cluster.creditOpen(credit);
    }

    private void push() {
        while (step()) {
            try {
                TimeUnit.MILLISECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized boolean step() {
        if (over || start == null || !node.alive()) {
            return false;
        }
        ConsumeStart how = start;
        if (cluster.losesLeases() && !leased.isEmpty()) {
            out.onNext(ConsumeResponse.newBuilder()
                    .setLeaseLost(ConsumeLeaseLost.newBuilder().addAllReceiptHandles(leased))
                    .build());
            leased.clear();
        }
        String reason = cluster.withheld();
        if (!reason.equals(withheld)) {
            withheld = reason;
            out.onNext(ConsumeResponse.newBuilder()
                    .setWithheld(ConsumeWithheld.newBuilder().setReason(reason))
                    .build());
        }
        if (credit > 0) {
            @Nullable
            List<Message> messages = cluster.with(
                    how.getQueueUrl(),
                    queue -> queue.receive(
                            Math.min(credit, PUSH_MAX),
                            how.hasVisibilityTimeout() ? how.getVisibilityTimeout() : queue.visibilitySeconds()));
            if (messages != null && !messages.isEmpty()) {
                credit -= messages.size();
                messages.forEach(message -> leased.add(message.getReceiptHandle()));
                out.onNext(ConsumeResponse.newBuilder()
                        .setMessages(ConsumeMessages.newBuilder().addAllMessages(messages))
                        .build());
            }
        }
        return true;
    }

    private void settle(List<String> receipts, long tag, BiFunction<FakeQueue, String, Boolean> work) {
        if (start == null || over) {
            return;
        }
        ConsumeOutcome.Builder outcome = ConsumeOutcome.newBuilder().setTag(tag);
        int succeeded = 0;
        for (String receipt : receipts) {
            if (Boolean.TRUE.equals(cluster.with(start.getQueueUrl(), queue -> work.apply(queue, receipt)))) {
                succeeded++;
            } else {
                outcome.addFailed(BatchResultErrorEntry.newBuilder()
                        .setId(receipt)
                        .setCode("ReceiptHandleIsInvalid")
                        .setSenderFault(true));
            }
        }
        out.onNext(ConsumeResponse.newBuilder()
                .setOutcome(outcome.setSucceeded(succeeded))
                .build());
    }

    private synchronized void end() {
        over = true;
    }

    @Override
    public void onError(Throwable trouble) {
        end();
    }

    @Override
    public synchronized void onCompleted() {
        over = true;
        out.onCompleted();
    }
}
