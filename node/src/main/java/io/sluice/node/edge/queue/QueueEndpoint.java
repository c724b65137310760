package io.sluice.node.edge.queue;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.sluice.api.v1.ConsumeRequest;
import io.sluice.api.v1.ConsumeResponse;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.node.cluster.Router;
import io.sluice.node.edge.access.Action;
import io.sluice.node.edge.access.Caller;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.CallTimes;
import io.sluice.node.edge.call.Callers;
import io.sluice.node.edge.call.LeaderAddresses;
import io.sluice.node.edge.call.UnaryCalls;
import io.sluice.node.edge.call.UnaryCalls.Operation;
import io.sluice.node.model.NodeId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Serves {@code QueueService}: the unary operations, those of AWS and ours, and {@code Consume}. Nothing blocks. */
public final class QueueEndpoint implements BindableService {
    private final Callers callers;
    private final CallTimes times;
    private final LeaderAddresses leaders;
    private final QueueLifecycle lifecycle;
    private final QueueDirectory directory;
    private final QueueSettings settings;
    private final Tagging tagging;
    private final Permissions permissions;
    private final Sending sending;
    private final Receiving receiving;
    private final Settling settling;
    private final DeadLetterSources sources;
    private final MoveTasks moves;
    private final Browses browses;
    private final Redrives redrives;
    private final Scheduling scheduling;
    private final Tracing tracing;
    private final GroupTasks groups;
    private final DeliveryTasks delivery;
    private final Consumptions consumptions;

    /**
     * What the endpoint is built upon.
     *
     * @param callers tell who makes a call of gRPC
     * @param grpcAddresses {@code host:port} of the gRPC face of each node
     * @param timer runs short work only
     * @param clockMillis epoch milliseconds, for the first times of recurring schedules
     */
    public record Parts(
            NodeId node,
            Router router,
            Callers callers,
            QueueAddresses addresses,
            Receipts receipts,
            CallIds ids,
            CallTimes times,
            Function<NodeId, String> grpcAddresses,
            ScheduledExecutorService timer,
            LongSupplier clockMillis) {}

    /** Serves queues through these parts. */
    public QueueEndpoint(Parts parts) {
        Admission admission = new Admission(parts.router(), parts.addresses(), parts.timer(), parts.clockMillis());
        QueueRouting routing = new QueueRouting(parts.router(), parts.addresses(), admission);
        Digests digests = new Digests();
        CallIds ids = parts.ids();
        Drafts drafts = new Drafts(digests);
        MessageView.Maker views = new MessageView.Maker(parts.receipts(), digests, parts.addresses());
        this.callers = parts.callers();
        this.times = parts.times();
        this.leaders = tablet -> parts.router().leaderOf(tablet).map(parts.grpcAddresses());
        DeadLetterTargets targets = new DeadLetterTargets(routing, parts.addresses(), parts.timer());
        this.lifecycle = new QueueLifecycle(routing, parts.addresses(), ids, targets);
        this.directory = new QueueDirectory(routing, parts.addresses());
        this.settings = new QueueSettings(routing, parts.addresses(), ids, targets);
        this.sources = new DeadLetterSources(routing, parts.addresses());
        this.moves = new MoveTasks(routing, parts.addresses(), ids);
        this.browses = new Browses(routing, parts.addresses());
        this.redrives = new Redrives(routing, parts.addresses(), ids);
        this.tagging = new Tagging(routing, ids);
        this.tracing = new Tracing(routing);
        this.scheduling = new Scheduling(routing, ids, drafts, digests, new ScheduleTimes(parts.clockMillis()));
        this.permissions = new Permissions(routing, parts.addresses(), ids);
        this.sending = new Sending(routing, ids, drafts);
        this.receiving = new Receiving(routing, ids, parts.receipts(), views);
        this.settling = new Settling(routing, ids, parts.receipts());
        this.groups = new GroupTasks(routing, ids, parts.receipts());
        this.delivery = new DeliveryTasks(routing, ids);
        this.consumptions = new Consumptions(parts.router(), routing, ids, views, parts.node(), parts.timer());
    }

    /** Ends all streams, so that their clients turn to other nodes. */
    public void stopStreams() {
        consumptions.stop();
    }

    @Override
    public ServerServiceDefinition bindService() {
        ServerServiceDefinition.Builder service =
                ServerServiceDefinition.builder(QueueServiceGrpc.getServiceDescriptor());
        unary(service, QueueServiceGrpc.getCreateQueueMethod(), lifecycle::create);
        unary(service, QueueServiceGrpc.getDeleteQueueMethod(), lifecycle::delete);
        unary(service, QueueServiceGrpc.getPurgeQueueMethod(), lifecycle::purge);
        unary(service, QueueServiceGrpc.getGetQueueUrlMethod(), directory::url);
        unary(service, QueueServiceGrpc.getListQueuesMethod(), directory::list);
        unary(service, QueueServiceGrpc.getGetQueueAttributesMethod(), settings::get);
        unary(service, QueueServiceGrpc.getSetQueueAttributesMethod(), settings::set);
        unary(service, QueueServiceGrpc.getTagQueueMethod(), tagging::tag);
        unary(service, QueueServiceGrpc.getUntagQueueMethod(), tagging::untag);
        unary(service, QueueServiceGrpc.getListQueueTagsMethod(), tagging::list);
        unary(service, QueueServiceGrpc.getAddPermissionMethod(), permissions::add);
        unary(service, QueueServiceGrpc.getRemovePermissionMethod(), permissions::remove);
        unary(service, QueueServiceGrpc.getSendMessageMethod(), sending::send);
        unary(service, QueueServiceGrpc.getSendMessageBatchMethod(), sending::sendBatch);
        unary(
                service,
                QueueServiceGrpc.getReceiveMessageMethod(),
                request -> times.deadlineNanos(Receiving.waitMillisMax(request)),
                receiving::receive);
        unary(service, QueueServiceGrpc.getDeleteMessageMethod(), settling::delete);
        unary(service, QueueServiceGrpc.getDeleteMessageBatchMethod(), settling::deleteBatch);
        unary(service, QueueServiceGrpc.getChangeMessageVisibilityMethod(), settling::hide);
        unary(service, QueueServiceGrpc.getChangeMessageVisibilityBatchMethod(), settling::hideBatch);
        unary(service, QueueServiceGrpc.getListDeadLetterSourceQueuesMethod(), sources::list);
        unary(service, QueueServiceGrpc.getStartMessageMoveTaskMethod(), moves::start);
        unary(service, QueueServiceGrpc.getListMessageMoveTasksMethod(), moves::list);
        unary(service, QueueServiceGrpc.getCancelMessageMoveTaskMethod(), moves::cancel);
        unary(service, QueueServiceGrpc.getListDeadLetterGroupsMethod(), redrives::groups);
        unary(service, QueueServiceGrpc.getRedriveDeadLettersMethod(), redrives::redrive);
        unary(service, QueueServiceGrpc.getUndoRedriveMethod(), redrives::undo);
        unary(service, QueueServiceGrpc.getScheduleMessageMethod(), scheduling::schedule);
        unary(service, QueueServiceGrpc.getCancelScheduleMethod(), scheduling::cancel);
        unary(service, QueueServiceGrpc.getRescheduleMessageMethod(), scheduling::reschedule);
        unary(service, QueueServiceGrpc.getGetScheduleMethod(), scheduling::get);
        unary(service, QueueServiceGrpc.getListSchedulesMethod(), scheduling::list);
        unary(service, QueueServiceGrpc.getTraceMessageMethod(), tracing::trace);
        unary(service, QueueServiceGrpc.getBrowseMessagesMethod(), browses::browse);
        unary(service, QueueServiceGrpc.getSearchMessagesMethod(), browses::search);
        unary(service, QueueServiceGrpc.getSetGroupPolicyMethod(), groups::setPolicy);
        unary(service, QueueServiceGrpc.getListMessageGroupsMethod(), groups::list);
        unary(service, QueueServiceGrpc.getSkipMessageGroupHeadMethod(), groups::skip);
        unary(service, QueueServiceGrpc.getParkMessageGroupMethod(), groups::park);
        unary(service, QueueServiceGrpc.getResumeMessageGroupMethod(), groups::resume);
        unary(service, QueueServiceGrpc.getReleaseMessageGroupMethod(), groups::release);
        unary(service, QueueServiceGrpc.getSetDeliveryMethod(), delivery::set);
        unary(service, QueueServiceGrpc.getGetDeliveryMethod(), delivery::get);
        return service.addMethod(QueueServiceGrpc.getConsumeMethod(), consume()).build();
    }

    /** Each stream is its caller's. */
    private ServerCallHandler<ConsumeRequest, ConsumeResponse> consume() {
        return (call, headers) -> {
            // Asked again and again, for a stream may outlive its key.
            Supplier<CompletableFuture<Caller>> caller = () -> callers.of(headers, call.getAttributes());
            return ServerCalls.<ConsumeRequest, ConsumeResponse>asyncBidiStreamingCall(
                            responses -> consumptions.open(caller, responses))
                    .startCall(call, headers);
        };
    }

    private <Q, R> void unary(
            ServerServiceDefinition.Builder service, MethodDescriptor<Q, R> method, Operation<Q, R> operation) {
        unary(service, method, request -> times.deadlineNanos(), operation);
    }

    private <Q, R> void unary(
            ServerServiceDefinition.Builder service,
            MethodDescriptor<Q, R> method,
            ToLongFunction<Q> deadlineNanos,
            Operation<Q, R> operation) {
        service.addMethod(
                method,
                new UnaryCalls<>(
                        callers,
                        Action.ofQueues(String.valueOf(method.getBareMethodName())),
                        deadlineNanos,
                        leaders,
                        operation));
    }
}
