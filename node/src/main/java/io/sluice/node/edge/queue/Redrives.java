package io.sluice.node.edge.queue;

import io.sluice.api.v1.DeadLetterGroup;
import io.sluice.api.v1.ListDeadLetterGroupsRequest;
import io.sluice.api.v1.ListDeadLetterGroupsResponse;
import io.sluice.api.v1.RedriveDeadLettersRequest;
import io.sluice.api.v1.RedriveDeadLettersResponse;
import io.sluice.api.v1.UndoRedriveRequest;
import io.sluice.api.v1.UndoRedriveResponse;
import io.sluice.node.command.BrowseCursor;
import io.sluice.node.command.BrowseFilter;
import io.sluice.node.command.BrowsedState;
import io.sluice.node.command.Grave;
import io.sluice.node.command.MoveEntry;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.QueueCommand.Destination;
import io.sluice.node.command.Reply;
import io.sluice.node.command.Selection;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.model.Limits;
import io.sluice.node.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Counts dead letters, moves some of them, and brings back what was moved (ADR 0039). */
final class Redrives {
    private static final Action SEND = Action.ofQueues("SendMessage");
    private static final Action RECEIVE = Action.ofQueues("ReceiveMessage");
    private static final Action DELETE = Action.ofQueues("DeleteMessage");

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final CallIds ids;

    Redrives(QueueRouting routing, QueueAddresses addresses, CallIds ids) {
        this.routing = routing;
        this.addresses = addresses;
        this.ids = ids;
    }

    CompletableFuture<ListDeadLetterGroupsResponse> groups(ApiCall call, ListDeadLetterGroupsRequest request) {
        int scannedMax = request.hasMaxScanned() ? request.getMaxScanned() : Limits.BROWSE_SCANNED_MAX;
        if (scannedMax < 1 || scannedMax > Limits.BROWSE_SCANNED_MAX) {
            return ApiFailure.future(QueueErrors.value(
                    scannedMax, "MaxScanned", "Must be between 1 and " + Limits.BROWSE_SCANNED_MAX + "."));
        }
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> BrowseCursors.read(request.getCursor(), place.queue())
                        .compose(cursor -> Selections.filter(request.getSelection(), List.of())
                                .compose(filter -> routing.query(
                                        call,
                                        place.tablet(),
                                        new Query.Graves(look(place, filter, cursor, scannedMax)))))
                        .thenApply(
                                reply -> shown(place, QueueRouting.expect(Reply.Graves.class, reply, place.name()))));
    }

    private static Query.Browse look(Place place, BrowseFilter filter, BrowseCursor cursor, int scannedMax) {
        return new Query.Browse(
                place.queue(),
                filter,
                cursor,
                OptionalLong.empty(),
                Limits.BROWSED_MAX,
                Limits.BROWSED_BYTES_MAX,
                scannedMax);
    }

    private static ListDeadLetterGroupsResponse shown(Place place, Reply.Graves graves) {
        ListDeadLetterGroupsResponse.Builder page = ListDeadLetterGroupsResponse.newBuilder()
                .setCursor(BrowseCursors.of(place.queue(), graves.next()))
                .setMore(graves.more())
                .setScanned(graves.scanned())
                .setFailed(graves.failed())
                .setAtMillis(graves.atMillis());
        for (Grave grave : graves.graves()) {
            page.addGroups(DeadLetterGroup.newBuilder()
                    .setReason(grave.reason())
                    .setSourceQueue(grave.source())
                    .setCount(grave.count())
                    .setFirstTimestamp(grave.firstMillis())
                    .setLastTimestamp(grave.lastMillis())
                    .addAllMessageIds(grave.ids().stream()
                            .map(id -> MessageIds.of(id.queue(), id.sequence()))
                            .toList()));
        }
        return page.build();
    }

    CompletableFuture<RedriveDeadLettersResponse> redrive(ApiCall call, RedriveDeadLettersRequest request) {
        int perSecond = request.hasMaxNumberOfMessagesPerSecond() ? request.getMaxNumberOfMessagesPerSecond() : 1;
        if (perSecond < 1 || perSecond > Limits.MOVES_PER_SECOND_MAX) {
            return ApiFailure.future(QueueErrors.value(
                    perSecond, "MaxNumberOfMessagesPerSecond", "Must be between 1 and 500, if provided."));
        }
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(source -> takes(call, source))
                .thenCompose(source -> Selections.filter(request.getSelection(), List.of())
                        .compose(filter -> destination(call, request.getDestinationQueueUrl(), source)
                                .thenCompose(destination -> start(call, request, source, filter, destination))));
    }

    /** A redrive receives and deletes, so its caller must be allowed to. */
    private CompletableFuture<Place> takes(ApiCall call, Place source) {
        return routing.find(call, RECEIVE, source.name())
                .thenCompose(found -> routing.find(call, DELETE, source.name()))
                .thenApply(found -> source);
    }

    private CompletableFuture<Optional<Destination>> destination(ApiCall call, String url, Place source) {
        if (url.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        return addresses
                .parse(call.account(), url)
                .compose(name -> routing.find(call, SEND, name))
                .thenApply(found -> {
                    Place place = found.orElseThrow(() -> new ApiFailure(QueueErrors.missingQueue()));
                    if (place.queue().equals(source.queue())) {
                        throw new ApiFailure(
                                QueueErrors.invalid("Dead letters cannot be moved to the queue that they are in."));
                    }
                    if (place.isFifo() != source.isFifo()) {
                        throw new ApiFailure(QueueErrors.invalid(
                                "The source queue and destination queue must be of the same queue type."));
                    }
                    return Optional.of(new Destination(
                            place.queue(), place.tablet(), place.name().name()));
                });
    }

    private CompletableFuture<RedriveDeadLettersResponse> start(
            ApiCall call,
            RedriveDeadLettersRequest request,
            Place source,
            BrowseFilter filter,
            Optional<Destination> destination) {
        call.concerns(source.tablet());
        var command = new QueueCommand.StartMove(
                source.queue(), destination, request.getMaxNumberOfMessagesPerSecond(), Optional.of(filter));
        return ids.of(request.getRequestId(), ApiOperation.REDRIVE_DEAD_LETTERS, source.name())
                .compose(id -> routing.startMove(call, source, id, command))
                .thenApply(reply -> QueueRouting.expect(Reply.MoveStarted.class, reply, source.name()))
                .thenApply(started -> RedriveDeadLettersResponse.newBuilder()
                        .setRedriveHandle(handle(source, started.number()))
                        .build());
    }

    private String handle(Place source, long number) {
        return TaskHandles.of(source.queue(), number, addresses.arn(source.name()));
    }

    CompletableFuture<UndoRedriveResponse> undo(ApiCall call, UndoRedriveRequest request) {
        return TaskHandles.read(request.getRedriveHandle())
                .compose(handle -> handle.source()
                        .resource(addresses)
                        .map(name -> routing.find(call, call.action(), name))
                        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()))
                        .thenCompose(found -> {
                            Optional<Long> number = handle.task()
                                    .filter(task -> found.isPresent()
                                            && task.queue().equals(found.get().queue()))
                                    .map(MessageIds.Origin::sequence);
                            return number.isEmpty()
                                    ? ApiFailure.future(QueueErrors.missingTask())
                                    : undo(call, found.orElseThrow(), number.get());
                        }));
    }

    private CompletableFuture<UndoRedriveResponse> undo(ApiCall call, Place source, long number) {
        return routing.query(call, source.tablet(), new Query.ListMoves(source.queue()))
                .thenCompose(reply -> {
                    Optional<MoveEntry> move =
                            QueueRouting.expect(Reply.Moves.class, reply, source.name()).moves().stream()
                                    .filter(one -> one.number() == number)
                                    .findFirst();
                    ApiError error = problem(move);
                    return error == null
                            ? undo(call, source, move.orElseThrow())
                            : ApiFailure.<UndoRedriveResponse>future(error);
                });
    }

    private static @Nullable ApiError problem(Optional<MoveEntry> move) {
        if (move.isEmpty()) {
            return QueueErrors.missingTask();
        }
        if (move.get().picking().isEmpty()) {
            return QueueErrors.invalid("Only a redrive that picks its messages can be undone.");
        }
        return move.get().state().isUnderWay()
                ? QueueErrors.invalid("The redrive is still running: cancel it first.")
                : null;
    }

    private CompletableFuture<UndoRedriveResponse> undo(ApiCall call, Place source, MoveEntry move) {
        BrowseFilter filter = new BrowseFilter(
                List.of(BrowsedState.VISIBLE),
                "",
                0,
                Long.MAX_VALUE,
                "",
                Optional.of(new Selection(
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(new Selection.Redrive(source.queue(), move.number())))));
        Destination back =
                new Destination(source.queue(), source.tablet(), source.name().name());
        List<CompletableFuture<Optional<String>>> started = new ArrayList<>();
        for (String target : move.picking().orElseThrow().targets()) {
            ResourceName name =
                    new ResourceName(source.name().kind(), source.name().account(), target);
            started.add(routing.find(call, DELETE, name)
                    .thenCompose(place -> place.isEmpty()
                            ? CompletableFuture.completedFuture(Optional.empty())
                            : takeBack(call, place.get(), filter, back).thenApply(Optional::of)));
        }
        return CompletableFuture.allOf(started.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> {
                    UndoRedriveResponse.Builder response = UndoRedriveResponse.newBuilder();
                    started.forEach(one -> one.join().ifPresent(response::addTaskHandles));
                    return response.build();
                });
    }

    private CompletableFuture<String> takeBack(ApiCall call, Place from, BrowseFilter filter, Destination back) {
        var command = new QueueCommand.StartMove(from.queue(), Optional.of(back), 0, Optional.of(filter));
        return routing.startMove(call, from, ids.fresh(ApiOperation.UNDO_REDRIVE), command)
                .thenApply(reply -> QueueRouting.expect(Reply.MoveStarted.class, reply, from.name()))
                .thenApply(begun -> handle(from, begun.number()));
    }
}
