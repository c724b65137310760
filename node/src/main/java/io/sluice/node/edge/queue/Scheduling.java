package io.sluice.node.edge.queue;

import io.sluice.api.v1.CancelScheduleRequest;
import io.sluice.api.v1.CancelScheduleResponse;
import io.sluice.api.v1.GetScheduleRequest;
import io.sluice.api.v1.GetScheduleResponse;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.ListSchedulesResponse;
import io.sluice.api.v1.RescheduleMessageRequest;
import io.sluice.api.v1.RescheduleMessageResponse;
import io.sluice.api.v1.Schedule;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduleMessageResponse;
import io.sluice.api.v1.ScheduledAttribute;
import io.sluice.node.command.Query;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.command.Reply;
import io.sluice.node.command.ScheduleCommand;
import io.sluice.node.command.ScheduleEntry;
import io.sluice.node.edge.call.ApiCall;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.ApiFailure;
import io.sluice.node.edge.call.ApiOperation;
import io.sluice.node.edge.call.CallId;
import io.sluice.node.edge.call.CallIds;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.edge.queue.ScheduleTimes.When;
import io.sluice.node.model.Limits;
import io.sluice.record.v1.AttributeRecord;
import io.sluice.record.v1.PayloadRecord;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** Makes, changes, ends and shows schedules. */
final class Scheduling {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.-]{1," + Limits.SCHEDULE_ID_CHARS_MAX + "}");
    private static final Pattern CURSOR = Pattern.compile("([0-9]{1,15})\\.([0-9]{1,18})");

    private final QueueRouting routing;
    private final CallIds ids;
    private final Drafts drafts;
    private final Digests digests;
    private final ScheduleTimes times;

    Scheduling(QueueRouting routing, CallIds ids, Drafts drafts, Digests digests, ScheduleTimes times) {
        this.routing = routing;
        this.ids = ids;
        this.drafts = drafts;
        this.digests = digests;
        this.times = times;
    }

    CompletableFuture<ScheduleMessageResponse> schedule(ApiCall call, ScheduleMessageRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> ids.of(request.getRequestId(), ApiOperation.SCHEDULE_MESSAGE, place.name())
                        .then(id -> checked(call.account(), request, place, id))
                        .compose(plan -> schedule(call, place, plan)));
    }

    /** A schedule that is in order. */
    private record Plan(CallId call, String id, Draft draft, When when, boolean named) {}

    private Checked<Plan> checked(String sender, ScheduleMessageRequest request, Place place, CallId call) {
        boolean named = !request.getMessageDeduplicationId().isEmpty();
        if (named && request.hasRecurrence()) {
            return Checked.bad(QueueErrors.invalid("A schedule that recurs takes no MessageDeduplicationId: each of its"
                    + " runs is a message of its own."));
        }
        // Drawn from the call, so that a retry that comes too late for its kept answer finds the id taken.
        String id =
                request.getScheduleId().isEmpty() ? ownId(request.getIdempotencyKey(), call) : request.getScheduleId();
        return id(id).then(checkedId -> drafts.of(sender, request, checkedId, place.isFifo()))
                .then(draft -> when(request).then(when -> Checked.good(new Plan(call, id, draft, when, named))));
    }

    /** Under a key it is made from that, so that even after a purge of the queue's keys it is made once. */
    private String ownId(String key, CallId call) {
        return key.isEmpty()
                ? "%016x%016x".formatted(call.client(), call.call())
                : "key-" + digests.deduplicationId(key.getBytes(StandardCharsets.UTF_8));
    }

    private Checked<When> when(ScheduleMessageRequest request) {
        return switch (request.getWhenCase()) {
            case AT_TIMESTAMP -> times.at(request.getAtTimestamp());
            case RECURRENCE -> times.by(request.getRecurrence());
            case WHEN_NOT_SET -> times.never();
        };
    }

    private static Checked<String> id(String id) {
        if (id.isEmpty()) {
            return Checked.bad(QueueErrors.missing("ScheduleId"));
        }
        return ID.matcher(id).matches()
                ? Checked.good(id)
                : Checked.bad(QueueErrors.value(
                        id,
                        "ScheduleId",
                        "Can only include alphanumeric characters, hyphens, underscores, or dots. 1 to 80 in length."));
    }

    private CompletableFuture<ScheduleMessageResponse> schedule(ApiCall call, Place place, Plan plan) {
        Outgoing sealed = plan.draft().outgoing();
        Outgoing message = new Outgoing(
                sealed.payload(),
                sealed.sizeBytes(),
                sealed.delayMillis(),
                sealed.groupId(),
                plan.named() ? sealed.deduplicationId() : "",
                false,
                sealed.ttlMillis(),
                sealed.key(),
                sealed.priority());
        ScheduleCommand command = new ScheduleCommand.Schedule(
                place.queue(),
                plan.id(),
                message,
                plan.when().dueMillis(),
                plan.when().recurrence());
        return routing.execute(call, place, plan.call().only(), command).thenApply(reply -> {
            Reply.Scheduled scheduled = QueueRouting.expect(Reply.Scheduled.class, reply, place.name());
            return ScheduleMessageResponse.newBuilder()
                    .setScheduleId(scheduled.id())
                    .setNextTimestamp(scheduled.dueMillis())
                    .setMd5OfMessageBody(plan.draft().bodyMd5())
                    .build();
        });
    }

    CompletableFuture<CancelScheduleResponse> cancel(ApiCall call, CancelScheduleRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> id(request.getScheduleId())
                        .compose(schedule -> ids.of(request.getRequestId(), ApiOperation.CANCEL_SCHEDULE, place.name())
                                .compose(id -> routing.execute(
                                        call, place, id.only(), new ScheduleCommand.Cancel(place.queue(), schedule))))
                        .thenApply(reply -> {
                            QueueRouting.expect(Reply.class, reply, place.name());
                            return CancelScheduleResponse.getDefaultInstance();
                        }));
    }

    CompletableFuture<RescheduleMessageResponse> reschedule(ApiCall call, RescheduleMessageRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> id(request.getScheduleId())
                        .then(unused -> when(request))
                        .compose(when -> ids.of(request.getRequestId(), ApiOperation.RESCHEDULE_MESSAGE, place.name())
                                .compose(id -> routing.execute(
                                        call,
                                        place,
                                        id.only(),
                                        new ScheduleCommand.Reschedule(
                                                place.queue(),
                                                request.getScheduleId(),
                                                when.dueMillis(),
                                                when.recurrence()))))
                        .thenApply(reply -> RescheduleMessageResponse.newBuilder()
                                .setNextTimestamp(QueueRouting.expect(Reply.Scheduled.class, reply, place.name())
                                        .dueMillis())
                                .build()));
    }

    private Checked<When> when(RescheduleMessageRequest request) {
        return switch (request.getWhenCase()) {
            case AT_TIMESTAMP -> times.at(request.getAtTimestamp());
            case RECURRENCE -> times.by(request.getRecurrence());
            case WHEN_NOT_SET -> times.never();
        };
    }

    CompletableFuture<GetScheduleResponse> get(ApiCall call, GetScheduleRequest request) {
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> id(request.getScheduleId())
                        .compose(id -> routing.query(call, place.tablet(), new Query.GetSchedule(place.queue(), id)))
                        .thenApply(reply -> shown(QueueRouting.expect(Reply.Schedules.class, reply, place.name())
                                .entries()
                                .get(0))));
    }

    private static GetScheduleResponse shown(ScheduleEntry entry) {
        PayloadRecord payload = Payloads.open(entry.payload());
        GetScheduleResponse.Builder shown = GetScheduleResponse.newBuilder()
                .setSchedule(schedule(entry, payload.getGroupId()))
                .setMessageBody(payload.getBody().toStringUtf8());
        for (AttributeRecord attribute : payload.getAttributesList()) {
            ScheduledAttribute.Builder value = ScheduledAttribute.newBuilder().setDataType(attribute.getDataType());
            if (attribute.getBinary()) {
                value.setBinaryValue(attribute.getValue());
            } else {
                value.setStringValue(attribute.getValue().toStringUtf8());
            }
            shown.putMessageAttributes(attribute.getName(), value.build());
        }
        return shown.build();
    }

    CompletableFuture<ListSchedulesResponse> list(ApiCall call, ListSchedulesRequest request) {
        int schedulesMax = request.hasMaxResults() ? request.getMaxResults() : Limits.PAGE_MAX;
        ApiError problem = PageTokens.lengthProblem(schedulesMax, Limits.PAGE_MAX);
        if (problem != null) {
            return ApiFailure.future(problem);
        }
        return routing.locate(call, request.getQueueUrl())
                .thenCompose(place -> PageTokens.after(request.getNextToken())
                        .then(cursor -> after(cursor, place, schedulesMax))
                        .compose(query -> routing.query(call, place.tablet(), query))
                        .thenApply(reply -> page(QueueRouting.expect(Reply.Schedules.class, reply, place.name()))));
    }

    private static Checked<Query> after(String cursor, Place place, int schedulesMax) {
        if (cursor.isEmpty()) {
            return Checked.good(new Query.ListSchedules(place.queue(), 0, 0, schedulesMax));
        }
        var match = CURSOR.matcher(cursor);
        return match.matches()
                ? Checked.good(new Query.ListSchedules(
                        place.queue(), Long.parseLong(match.group(1)), Long.parseLong(match.group(2)), schedulesMax))
                : PageTokens.foreign();
    }

    private static ListSchedulesResponse page(Reply.Schedules schedules) {
        ListSchedulesResponse.Builder page = ListSchedulesResponse.newBuilder().setTotal(schedules.total());
        schedules.entries().forEach(entry -> page.addSchedules(schedule(entry, entry.groupId())));
        if (schedules.more()) {
            ScheduleEntry last = schedules.entries().get(schedules.entries().size() - 1);
            page.setNextToken(PageTokens.of(last.dueMillis() + "." + last.number()));
        }
        return page.build();
    }

    private static Schedule schedule(ScheduleEntry entry, String groupId) {
        Schedule.Builder schedule = Schedule.newBuilder()
                .setScheduleId(entry.id())
                .setNextTimestamp(entry.dueMillis())
                .setRuns(entry.runs())
                .setCreatedTimestamp(entry.createdMillis())
                .setMessageBytes(entry.sizeBytes())
                .setMessageGroupId(groupId);
        entry.recurrence().ifPresent(rule -> schedule.setRecurrence(ScheduleTimes.told(rule)));
        return schedule.build();
    }
}
