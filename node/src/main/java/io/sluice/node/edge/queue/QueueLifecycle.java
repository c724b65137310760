package io.sluice.node.edge.queue;

import io.sluice.api.v1.CreateQueueRequest;
import io.sluice.api.v1.CreateQueueResponse;
import io.sluice.api.v1.DeleteQueueRequest;
import io.sluice.api.v1.DeleteQueueResponse;
import io.sluice.api.v1.PurgeQueueRequest;
import io.sluice.api.v1.PurgeQueueResponse;
import io.sluice.node.command.CatalogCommand;
import io.sluice.node.command.QueueCommand;
import io.sluice.node.command.Reply;
import io.sluice.node.command.TabletCommand;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.ResourceName;
import io.sluice.node.model.TabletId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes queues, ends them, and empties them. Making and ending are several commands on two tablets;
 * each has its own request id made from the call's, so that a call that is sent again goes through
 * the same steps and nothing happens twice.
 */
final class QueueLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(QueueLifecycle.class);
    private static final int FIRST = 0;
    private static final int SECOND = 1;
    private static final int THIRD = 2;

    private final QueueRouting routing;
    private final QueueAddresses addresses;
    private final CallIds ids;
    private final DeadLetterTargets targets;

    QueueLifecycle(QueueRouting routing, QueueAddresses addresses, CallIds ids, DeadLetterTargets targets) {
        this.routing = routing;
        this.addresses = addresses;
        this.ids = ids;
        this.targets = targets;
    }

    /** A queue to be made, checked. */
    private record Plan(
            ResourceName name, SortedMap<String, String> attributes, SortedMap<String, String> tags, CallId id) {}

    CompletableFuture<CreateQueueResponse> create(ApiCall call, CreateQueueRequest request) {
        return plan(call, request)
                .compose(plan -> routing.permit(call, plan.name())
                        .thenCompose(allowed -> targets.find(call, plan.attributes(), plan.name()))
                        .thenCompose(redrive -> reserve(call, plan)
                                .thenCompose(placed -> make(call, plan, placed, redrive))
                                .thenCompose(made -> targets.known(call, redrive, plan.name())))
                        .thenApply(known -> CreateQueueResponse.newBuilder()
                                .setQueueUrl(addresses.url(call, plan.name()))
                                .build()));
    }

    private Checked<Plan> plan(ApiCall call, CreateQueueRequest request) {
        return name(call.account(), request)
                .then(name -> QueueAttributes.forCreate(request.getAttributesMap(), QueueAddresses.isFifo(name.name()))
                        .then(attributes -> QueueTags.check(request.getTagsMap(), name)
                                .then(tags -> ids.of(request.getRequestId(), ApiOperation.CREATE_QUEUE, name)
                                        .then(id -> Checked.good(new Plan(name, attributes, tags, id))))));
    }

    private Checked<ResourceName> name(String account, CreateQueueRequest request) {
        String name = request.getQueueName();
        if (name.isEmpty()) {
            return Checked.bad(QueueErrors.missing("QueueName"));
        }
        boolean wanted = "true".equalsIgnoreCase(request.getAttributesMap().get(QueueAttribute.FIFO_QUEUE.awsName()));
        return wanted ? addresses.creatableFifo(account, name) : addresses.creatable(account, name);
    }

    private CompletableFuture<Reply.Placed> reserve(ApiCall call, Plan plan) {
        return routing.execute(call, TabletId.CATALOG, plan.id().step(FIRST), new CatalogCommand.Reserve(plan.name()))
                .thenApply(reply -> QueueRouting.expect(Reply.Placed.class, reply, plan.name()));
    }

    /** The queue comes to its tablet first and into sight last, so that nobody sees one that is not there. */
    private CompletableFuture<Reply> make(
            ApiCall call, Plan plan, Reply.Placed placed, Optional<QueueCommand.Redrive> redrive) {
        call.concerns(placed.tablet());
        var create =
                new QueueCommand.Create(placed.resource(), plan.name().name(), plan.attributes(), plan.tags(), redrive);
        CompletableFuture<Reply> made = routing.execute(
                        call, placed.tablet(), plan.id().step(SECOND), create)
                .thenApply(reply -> QueueRouting.expect(Reply.class, reply, plan.name()));
        if (placed.active()) {
            return made;
        }
        return made.thenCompose(done -> routing.execute(
                        call, TabletId.CATALOG, plan.id().step(THIRD), new CatalogCommand.Activate(placed.resource())))
                .thenApply(reply -> QueueRouting.expect(Reply.class, reply, plan.name()));
    }

    CompletableFuture<DeleteQueueResponse> delete(ApiCall call, DeleteQueueRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> ids.of(request.getRequestId(), ApiOperation.DELETE_QUEUE, place.name())
                        .compose(id -> end(call, place, id)));
    }

    private CompletableFuture<DeleteQueueResponse> end(ApiCall call, Place place, CallId id) {
        return routing.execute(call, TabletId.CATALOG, id.step(FIRST), new CatalogCommand.Retire(place.queue()))
                .thenApply(reply -> QueueRouting.expect(Reply.class, reply, place.name()))
                .thenCompose(retired -> drop(call, place, id));
    }

    /** Out of sight, the queue is deleted; if its rows cannot be dropped now, a duty drops them later. */
    private CompletableFuture<DeleteQueueResponse> drop(ApiCall call, Place place, CallId id) {
        return routing.execute(call, place, id.step(SECOND), new TabletCommand.DropResource(place.queue()))
                .thenCompose(dropped -> routing.execute(
                        call, TabletId.CATALOG, id.step(THIRD), new CatalogCommand.Forget(place.queue())))
                .handle((forgotten, thrown) -> {
                    if (thrown != null) {
                        LOG.debug("rows of a deleted queue are left to the duty queue={}", place.queue(), thrown);
                    }
                    return DeleteQueueResponse.getDefaultInstance();
                });
    }

    CompletableFuture<PurgeQueueResponse> purge(ApiCall call, PurgeQueueRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> ids.of(request.getRequestId(), ApiOperation.PURGE_QUEUE, place.name())
                        .compose(id -> routing.execute(call, place, id.only(), new QueueCommand.Purge(place.queue())))
                        .thenApply(reply -> {
                            QueueRouting.expect(Reply.class, reply, place.name());
                            return PurgeQueueResponse.getDefaultInstance();
                        }));
    }
}
