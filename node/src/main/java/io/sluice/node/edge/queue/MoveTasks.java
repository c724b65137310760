package io.sluice.node.edge.queue;

import io.sluice.api.v1.CancelMessageMoveTaskRequest;
import io.sluice.api.v1.CancelMessageMoveTaskResponse;
import io.sluice.api.v1.ListMessageMoveTasksRequest;
import io.sluice.api.v1.ListMessageMoveTasksResponse;
import io.sluice.api.v1.ListMessageMoveTasksResultEntry;
import io.sluice.api.v1.StartMessageMoveTaskRequest;
import io.sluice.api.v1.StartMessageMoveTaskResponse;
import io.sluice.node.command.MoveEntry;
import io.sluice.node.command.MoveState;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.Reply;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starts, lists and stops moves of messages out of dead-letter queues. */
final class MoveTasks {
    private static final Action SEND = Action.ofQueues("SendMessage");
    private static final Action RECEIVE = Action.ofQueues("ReceiveMessage");
    private static final Action DELETE = Action.ofQueues("DeleteMessage");
    private static final String SOURCE = "SourceArn";
    private static final String DESTINATION = "DestinationArn";

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final CallIds ids;

    MoveTasks(QueueRouting routing, QueueAddresses addresses, CallIds ids) {
        this.routing = routing;
        this.addresses = addresses;
        this.ids = ids;
    }

    CompletableFuture<StartMessageMoveTaskResponse> start(ApiCall call, StartMessageMoveTaskRequest request) {
        return checked(request)
                .compose(arn -> find(call, SOURCE, arn)
                        .thenCompose(source -> takes(call, arn).thenApply(allowed -> source))
                        .thenCompose(source -> isTarget(call, source)
                                .thenCompose(isTarget -> isTarget
                                        ? destination(call, request.getDestinationArn(), source)
                                        : ApiFailure.future(QueueErrors.noDeadLetterQueue()))
                                .thenCompose(destination -> start(call, request, source, destination))));
    }

    private static Checked<QueueArn> checked(StartMessageMoveTaskRequest request) {
        int perSecond = request.hasMaxNumberOfMessagesPerSecond() ? request.getMaxNumberOfMessagesPerSecond() : 1;
        if (perSecond < 1 || perSecond > Limits.MOVES_PER_SECOND_MAX) {
            return Checked.bad(QueueErrors.value(
                    perSecond, "MaxNumberOfMessagesPerSecond", "Must be between 1 and 500, if provided."));
        }
        return QueueArn.parameter(SOURCE, request.getSourceArn());
    }

    /** A move receives and deletes, so its caller must be allowed to (AWS: the same). */
    private CompletableFuture<Place> takes(ApiCall call, QueueArn source) {
        return find(call, RECEIVE, SOURCE, source).thenCompose(found -> find(call, DELETE, SOURCE, source));
    }

    private CompletableFuture<Place> find(ApiCall call, String parameter, QueueArn arn) {
        return find(call, call.action(), parameter, arn);
    }

    private CompletableFuture<Place> find(ApiCall call, Action action, String parameter, QueueArn arn) {
        return arn.resource(addresses)
                .map(name -> routing.find(call, action, name))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                .thenApply(place -> place.orElseThrow(() -> new ApiFailure(QueueErrors.missingArn(parameter))));
    }

    /** Whether some queue's dead letters go to this one. */
    private CompletableFuture<Boolean> isTarget(ApiCall call, Place source) {
        return routing.query(call, TabletId.CATALOG, new Query.ListSources(source.queue(), "", 1))
                .thenApply(reply ->
                        reply instanceof Reply.Names names && !names.names().isEmpty());
    }

    private CompletableFuture<Optional<Destination>> destination(ApiCall call, String text, Place source) {
        if (text.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return QueueArn.parameter(DESTINATION, text)
                .compose(arn -> find(call, SEND, DESTINATION, arn).thenApply(place -> {
                    if (place.queue().equals(source.queue())) {
                        throw new ApiFailure(
                                QueueErrors.invalid("Source queue arn and destination queue arn cannot be the same."));
                    }
                    if (arn.isFifo() != isFifo(source.name())) {
                        throw new ApiFailure(QueueErrors.invalid(
                                "The source queue and destination queue must be of the same queue type."));
                    }
                    return Optional.of(new Destination(
                            place.queue(), place.tablet(), place.name().name()));
                }));
    }

    private static boolean isFifo(ResourceName name) {
        return name.name().endsWith(QueueAddresses.FIFO_SUFFIX);
    }

    private CompletableFuture<StartMessageMoveTaskResponse> start(
            ApiCall call, StartMessageMoveTaskRequest request, Place source, Optional<Destination> destination) {
        call.concerns(source.tablet());
        var command =
                new QueueCommand.StartMove(source.queue(), destination, request.getMaxNumberOfMessagesPerSecond());
        return ids.of(request.getRequestId(), ApiOperation.START_MESSAGE_MOVE_TASK, source.name())
                .compose(id -> routing.startMove(call, source, id, command))
                .thenApply(reply -> QueueRouting.expect(Reply.MoveStarted.class, reply, source.name()))
                .thenApply(started -> StartMessageMoveTaskResponse.newBuilder()
                        .setTaskHandle(TaskHandles.of(source.queue(), started.number(), addresses.arn(source.name())))
                        .build());
    }

    CompletableFuture<ListMessageMoveTasksResponse> list(ApiCall call, ListMessageMoveTasksRequest request) {
        int resultsMax = request.hasMaxResults() ? request.getMaxResults() : 1;
        ApiError problem = PageTokens.lengthProblem(resultsMax, Limits.MOVES_KEPT_MAX);
        if (problem != null) {
            return ApiFailure.future(problem);
        }
        return QueueArn.parameter(SOURCE, request.getSourceArn())
                .compose(arn -> find(call, SOURCE, arn))
                .thenCompose(source -> routing.query(call, source.tablet(), new Query.ListMoves(source.queue()))
                        .thenApply(reply -> {
                            Reply.Moves moves = QueueRouting.expect(Reply.Moves.class, reply, source.name());
                            ListMessageMoveTasksResponse.Builder page = ListMessageMoveTasksResponse.newBuilder();
                            moves.moves().stream()
                                    .limit(resultsMax)
                                    .forEach(move -> page.addResults(entry(source, move)));
                            return page.build();
                        }));
    }

    private ListMessageMoveTasksResultEntry entry(Place source, MoveEntry move) {
        String sourceArn = addresses.arn(source.name());
        ListMessageMoveTasksResultEntry.Builder entry = ListMessageMoveTasksResultEntry.newBuilder()
                .setStatus(move.state().name())
                .setSourceArn(sourceArn)
                .setApproximateNumberOfMessagesMoved(move.moved())
                .setApproximateNumberOfMessagesToMove(move.toMove())
                .setFailureReason(move.failure())
                .setStartedTimestamp(move.startedMillis());
        move.picking()
                .ifPresent(picking -> entry.setRedriveHandle(TaskHandles.of(source.queue(), move.number(), sourceArn))
                        .setScanned(picking.scanned())
                        .setLeftBehind(picking.pass().passedOver())
                        .addAllTargetQueues(picking.targets()));
        if (move.state() == MoveState.RUNNING) {
            entry.setTaskHandle(TaskHandles.of(source.queue(), move.number(), sourceArn));
        }
        if (!move.destination().isEmpty()) {
            entry.setDestinationArn(addresses.arn(
                    new ResourceName(source.name().kind(), source.name().account(), move.destination())));
        }
        if (move.perSecond() > 0) {
            entry.setMaxNumberOfMessagesPerSecond(move.perSecond());
        }
        return entry.build();
    }

    CompletableFuture<CancelMessageMoveTaskResponse> cancel(ApiCall call, CancelMessageMoveTaskRequest request) {
        return TaskHandles.read(request.getTaskHandle())
                .compose(handle -> handle.source()
                        .resource(addresses)
                        .map(name -> routing.find(call, call.action(), name))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                        .thenCompose(place -> {
                            Optional<Long> number = handle.task()
                                    .filter(task -> place.isPresent()
                                            && task.queue().equals(place.get().queue()))
                                    .map(MessageIds.Origin::sequence);
                            return number.isEmpty()
                                    ? ApiFailure.future(QueueErrors.missingTask())
                                    : cancel(call, request.getRequestId(), place.orElseThrow(), number.get());
                        }));
    }

    private CompletableFuture<CancelMessageMoveTaskResponse> cancel(
            ApiCall call, String requestId, Place source, long number) {
        return ids.of(requestId, ApiOperation.CANCEL_MESSAGE_MOVE_TASK, source.name())
                .compose(id ->
                        routing.execute(call, source, id.only(), new QueueCommand.CancelMove(source.queue(), number)))
                .thenApply(reply -> QueueRouting.expect(Reply.MoveCancelled.class, reply, source.name()))
                .thenApply(cancelled -> CancelMessageMoveTaskResponse.newBuilder()
                        .setApproximateNumberOfMessagesMoved(cancelled.moved())
                        .build());
    }
}
