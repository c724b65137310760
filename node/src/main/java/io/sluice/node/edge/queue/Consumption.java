package io.sluice.node.edge.queue;

import io.grpc.SynchronizationContext;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.api.v1.ConsumeStarted;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ErrorShape;
import io.sluice.node.edge.call.Failures;
import io.sluice.node.edge.call.StatusMapping;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a consumer, from its start to its end. What happens to it, from the client, the
 * cluster or a timer, happens in one order ({@link SynchronizationContext}), so nothing is locked.
 *
 * <p>Memory is bounded: one poll at a time, so many steps of the client under way and no further one
 * read until there is room, and {@link HeldMessages}.
 */
final class Consumption implements StreamObserver<ConsumeRequest>, ConsumeStream {
    /** Steps of the client that may be under way. */
    private static final int STEPS_MAX = 16;

    /** After how long it is looked again whether the caller may have the stream. */
    private static final long REVIEW_MILLIS = 5_000;

    private final Consumptions shared;
    private final Supplier<CompletableFuture<Caller>> caller;
    private final ServerCallStreamObserver<ConsumeResponse> out;
    private final SynchronizationContext order;
    private @Nullable Session session;
    private boolean begun;
    /** The caller must go on to prove who he is. */
    private volatile boolean judged;
    /** A step was asked for and has not come. */
    private boolean awaiting;

    private State state = State.OPEN;

    Consumption(
            Consumptions shared,
            Supplier<CompletableFuture<Caller>> caller,
            ServerCallStreamObserver<ConsumeResponse> out) {
        this.shared = shared;
        this.caller = caller;
        this.out = out;
        this.order = new SynchronizationContext((thread, thrown) -> fail(Failures.error(thrown)));
    }

    private enum State {
        OPEN,
        /** The client says no more: what is under way is finished, then the stream ends. */
        CLOSING,
        ENDED
    }

    /** What there is once the queue is found. */
    private record Session(
            Place place,
            ConsumePolls polls,
            ConsumeSettling settling,
            HeldMessages held,
            @Nullable LeaseKeeper keeper) {}

    /** Sets up the stream, within the call that opens it. */
    void open() {
        out.disableAutoRequest();
        out.setOnReadyHandler(() -> inOrder(this::proceed));
        out.setOnCancelHandler(() -> inOrder(this::abandon));
        awaiting = true;
        out.request(1);
    }

    @Override
    public void onNext(ConsumeRequest request) {
        inOrder(() -> step(request));
    }

    @Override
    public void onError(Throwable thrown) {
        inOrder(this::abandon);
    }

    @Override
    public void onCompleted() {
        inOrder(this::close);
    }

    /** Ends the stream because the node stops: the client turns to another node and keeps its messages. */
    void stop() {
        inOrder(() -> {
            if (end()) {
                out.onError(
                        StatusMapping.exception(new ApiError(ErrorShape.SERVICE_UNAVAILABLE, "The node is stopping.")));
            }
        });
    }

    @Override
    public void inOrder(Runnable event) {
        order.execute(event);
    }

    @Override
    public boolean isReady() {
        return out.isReady();
    }

    @Override
    public boolean isOver() {
        return state != State.OPEN;
    }

    @Override
    public boolean listens() {
        return awaiting;
    }

    @Override
    public void send(ConsumeResponse response) {
        if (state != State.ENDED) {
            out.onNext(response);
        }
    }

    @Override
    public void fail(ApiError error) {
        if (end()) {
            release();
            out.onError(StatusMapping.exception(error));
        }
    }

    @Override
    public void proceed() {
        Session current = session;
        if (current == null || state == State.ENDED) {
            return;
        }
        if (state == State.CLOSING) {
            complete(current);
        } else if (out.isReady()) {
            current.polls().poll();
            read(current);
        } else if (current.keeper() != null) {
            // A client that takes no messages is heard all the same.
            read(current);
        }
    }

    private void read(Session current) {
        if (!awaiting && current.settling().underWay() < STEPS_MAX) {
            awaiting = true;
            out.request(1);
        }
    }

    private void step(ConsumeRequest request) {
        awaiting = false;
        if (isOver()) {
            return;
        }
        Session current = session;
        if (current != null && current.keeper() != null) {
            current.keeper().heard();
        }
        boolean first = request.getStepCase() == ConsumeRequest.StepCase.START;
        if (first && !begun) {
            start(request.getStart());
        } else if (first || current == null) {
            fail(QueueErrors.invalid("The first step of a stream, and only the first, must be start."));
        } else {
            ApiError error = step(current, request);
            if (error != null) {
                fail(error);
            }
            proceed();
        }
    }

    private static @Nullable ApiError step(Session current, ConsumeRequest request) {
        return switch (request.getStepCase()) {
            case CREDIT -> {
                int outstanding = current.polls().credit();
                ApiError wrong = ConsumeSteps.credit(request.getCredit(), outstanding);
                ApiError error =
                        wrong == null ? ConsumeSteps.room(request.getCredit(), outstanding, current.held()) : wrong;
                if (error == null) {
                    current.polls().grant(request.getCredit().getMessages());
                }
                yield error;
            }
            case ACKNOWLEDGE -> {
                var step = request.getAcknowledge();
                ApiError error = ConsumeSteps.acknowledge(step);
                if (error == null) {
                    current.settling().acknowledge(step.getReceiptHandlesList(), step.getTag());
                }
                yield error;
            }
            case EXTEND -> {
                var step = request.getExtend();
                ApiError error = ConsumeSteps.extend(step);
                if (error == null) {
                    current.settling().extend(step.getReceiptHandlesList(), step.getVisibilityTimeout(), step.getTag());
                }
                yield error;
            }
            case RELEASE -> {
                var step = request.getRelease();
                ApiError error = ConsumeSteps.release(step);
                if (error == null) {
                    current.settling()
                            .release(
                                    step.getReceiptHandlesList(),
                                    step.getVisibilityTimeout(),
                                    step.getTag(),
                                    step.getReason());
                }
                yield error;
            }
            case HEARTBEAT -> null;
            case START, STEP_NOT_SET -> QueueErrors.invalid("A step of the stream has no content.");
        };
    }

    private void start(ConsumeStart start) {
        begun = true;
        ApiError wrong = ConsumeSteps.start(start);
        ApiError error = wrong == null ? shared.receipts().unready() : wrong;
        if (error != null) {
            fail(error);
            return;
        }
        var unused = locate(start.getQueueUrl())
                .thenCombine(shared.view(start), (place, view) -> session(place, view, start))
                .whenComplete((made, thrown) -> inOrder(() -> {
                    started(made, thrown);
                    reviewLater(start.getQueueUrl());
                }));
    }

    private CompletableFuture<Place> locate(String queueUrl) {
        return caller.get().thenCompose(known -> {
            judged = !known.identity().trusted();
            return shared.locate(known, queueUrl);
        });
    }

    private void reviewLater(String queueUrl) {
        if (judged) {
            shared.later(() -> inOrder(() -> review(queueUrl)), REVIEW_MILLIS);
        }
    }

    /** Ends the stream when its caller's key is gone, or may not do this any more. */
    private void review(String queueUrl) {
        if (state == State.ENDED) {
            return;
        }
        var unused = locate(queueUrl)
                .whenComplete((place, thrown) -> inOrder(() -> {
                    Optional<ApiError> refusal =
                            Optional.ofNullable(thrown).map(Failures::error).filter(StatusMapping::refusesCaller);
                    // That the cluster cannot answer now, or that the queue is gone, is not for here.
                    refusal.ifPresentOrElse(this::fail, () -> reviewLater(queueUrl));
                }));
    }

    private Session session(Place place, MessageView view, ConsumeStart start) {
        HeldMessages held = new HeldMessages(LeaseKeeper.leaseSeconds(start));
        return new Session(
                place,
                new ConsumePolls(shared, this, place, view, held, start),
                new ConsumeSettling(shared, this, place, held),
                held,
                LeaseKeeper.of(start, shared, this, place, held));
    }

    private void started(@Nullable Session made, @Nullable Throwable thrown) {
        if (made == null) {
            fail(Failures.error(thrown == null ? new IllegalStateException("no queue") : thrown));
            return;
        }
        session = made;
        if (state == State.OPEN) {
            send(ConsumeResponse.newBuilder()
                    .setStarted(ConsumeStarted.newBuilder()
                            .setNodeId(shared.nodeId())
                            .setSession(made.keeper() != null))
                    .build());
            if (made.keeper() != null) {
                made.keeper().look();
            }
        }
        proceed();
    }

    /** The client has gone: its messages go back. */
    private void abandon() {
        if (end()) {
            release();
        }
    }

    private void close() {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        Session current = session;
        if (current != null) {
            current.polls().stop();
        } else if (!begun && end()) {
            out.onCompleted();
        }
        proceed();
    }

    /** The client learns the end when its messages are back, so that it may then rely on it. */
    private void complete(Session current) {
        if (current.settling().underWay() == 0 && end()) {
            var unused = shared.release(current.place(), current.held())
                    .whenComplete((done, thrown) -> inOrder(out::onCompleted));
        }
    }

    private void release() {
        Session current = session;
        if (current != null) {
            var unused = shared.release(current.place(), current.held());
        }
    }

    /** True the first time. */
    private boolean end() {
        if (state == State.ENDED) {
            return false;
        }
        state = State.ENDED;
        shared.ended(this);
        Session current = session;
        if (current != null) {
            current.polls().stop();
        }
        return true;
    }
}
