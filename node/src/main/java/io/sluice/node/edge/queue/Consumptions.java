package io.sluice.node.edge.queue;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.ConsumeStart;
import io.sluice.node.cluster.Router;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Hiding;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.model.Limits;
import io.sluice.node.model.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The open streams of this node's consumers, and what they share. Thread-safe. */
final class Consumptions {
    /** What traces say of messages whose stream has ended. */
    private static final String ENDED = "the consumer's stream ended";

    private static final Action RECEIVE = Action.ofQueues("ReceiveMessage");
    private static final Action DELETE = Action.ofQueues("DeleteMessage");
    private static final Action HIDE = Action.ofQueues("ChangeMessageVisibility");
    private static final long LOCATE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final QueueRouting routing;
    private final RetriedCommand.Sender sender;
    private final CallIds ids;
    private final Receipts receipts;
    private final MessageView.Maker views;
    private final NodeId node;
    private final ScheduledExecutorService timer;
    /** As many as the transport allows calls. */
    private final Set<Consumption> open = ConcurrentHashMap.newKeySet();

    Consumptions(
            Router router,
            QueueRouting routing,
            CallIds ids,
            MessageView.Maker views,
            NodeId node,
            ScheduledExecutorService timer) {
        this.routing = routing;
        this.sender = new RetriedCommand.Sender(router, timer);
        this.ids = ids;
        this.receipts = views.receipts();
        this.views = views;
        this.node = node;
        this.timer = timer;
    }

    /**
     * Serves a new stream.
     *
     * @param caller tells whose it is, as long as he is somebody
     */
    StreamObserver<ConsumeRequest> open(
            Supplier<CompletableFuture<Caller>> caller, StreamObserver<ConsumeResponse> responses) {
        var out = (ServerCallStreamObserver<ConsumeResponse>) responses;
        Consumption stream = new Consumption(this, caller, out);
        open.add(stream);
        stream.open();
        return stream;
    }

    /** Forgets a stream that has ended. */
    void ended(Consumption stream) {
        open.remove(stream);
    }

    /** Ends all streams, because the node stops. */
    void stop() {
        for (Consumption stream : open) {
            stream.stop();
        }
    }

    String nodeId() {
        return node.value();
    }

    Receipts receipts() {
        return receipts;
    }

    /** The queue, for a caller who may do with it all that a stream does. */
    CompletableFuture<Place> locate(Caller caller, String queueUrl) {
        ApiCall call = new ApiCall(System.nanoTime() + LOCATE_NANOS, caller, RECEIVE, Optional.empty());
        return routing.locate(call, queueUrl)
                .thenCompose(place -> routing.find(call, DELETE, place.name())
                        .thenCompose(found -> routing.find(call, HIDE, place.name()))
                        .thenApply(found -> place));
    }

    CompletableFuture<MessageView> view(ConsumeStart start) {
        return views.view(start.getMessageSystemAttributeNamesList(), List.of(), start.getMessageAttributeNamesList())
                .compose(CompletableFuture::completedFuture);
    }

    /** Sends a command, again and again while the cluster cannot answer. */
    RetriedCommand send(Place place, QueueCommand command, OptionalLong waitMillis) {
        return sender.send(place, ids.fresh(ApiOperation.CONSUME).only(), command, waitMillis);
    }

    /** Does something later; false when the node is stopping and nothing is done any more. */
    boolean later(Runnable task, long millis) {
        try {
            var unused = timer.schedule(task, millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            // The node is stopping and so are its streams.
            return false;
        }
    }

    /** Shows all held messages at once, if the cluster can; done when it has answered. */
    CompletableFuture<Void> release(Place place, HeldMessages held) {
        List<CompletableFuture<Void>> releases = new ArrayList<>();
        List<Hiding> some = held.take(Limits.BATCH_ENTRIES_MAX);
        while (!some.isEmpty()) {
            releases.add(release(place, some, held.strict()));
            some = held.take(Limits.BATCH_ENTRIES_MAX);
        }
        return CompletableFuture.allOf(releases.toArray(CompletableFuture[]::new));
    }

    /** Shows messages at once. If that fails they come back when their time is over. */
    CompletableFuture<Void> release(Place place, List<Hiding> hidings, boolean strict) {
        return send(
                        place,
                        new QueueCommand.ChangeVisibility(place.queue(), hidings, strict, ENDED),
                        OptionalLong.empty())
                .result()
                .handle((reply, thrown) -> null);
    }
}
