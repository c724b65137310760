package io.sluice.client;

import io.sluice.api.v1.CancelScheduleRequest;
import io.sluice.api.v1.GetScheduleRequest;
import io.sluice.api.v1.GetScheduleResponse;
import io.sluice.api.v1.ListSchedulesRequest;
import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.QueueServiceGrpc;
import io.sluice.api.v1.Recurrence;
import io.sluice.api.v1.RescheduleMessageRequest;
import io.sluice.api.v1.Schedule;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduledAttribute;
import io.sluice.client.ScheduleTime.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The operations on schedules, begun but not awaited. */
final class ScheduleCalls {
    private static final String SKIP = "SKIP";

    private final PromptCalls calls;

    ScheduleCalls(PromptCalls calls) {
        this.calls = calls;
    }

    Pending<?, Scheduled> schedule(String queue, String id, OutgoingMessage message, ScheduleTime time) {
        ScheduleMessageRequest.Builder request = ScheduleMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setScheduleId(id)
                .setMessageBody(message.body())
                .putAllMessageAttributes(scheduled(Wire.attributeValues(message.attributes())))
                .putAllMessageSystemAttributes(scheduled(Wire.attributeValues(message.systemAttributes())))
                .setMessageGroupId(message.groupId())
                .setMessageDeduplicationId(message.deduplicationId())
                .setRequestId(calls.requestId());
        if (message.key() != null) {
            request.setIdempotencyKey(message.key().key());
            Duration window = message.key().window();
            if (window != null) {
                request.setIdempotencyWindowSeconds(Wire.seconds(window));
            }
        }
        if (message.timeToLive() != null) {
            request.setTimeToLiveSeconds(Wire.seconds(message.timeToLive()));
        }
        if (message.priority() != null) {
            request.setPriority(message.priority());
        }
        if (time instanceof ScheduleTime.Once once) {
            request.setAtTimestamp(once.at().toEpochMilli());
        } else {
            request.setRecurrence(recurrence(time));
        }
        return calls.call(
                QueueServiceGrpc.getScheduleMessageMethod(),
                request.build(),
                queue,
                response -> new Scheduled(response.getScheduleId(), Instant.ofEpochMilli(response.getNextTimestamp())));
    }

    Pending<?, Done> cancel(String queue, String id) {
        CancelScheduleRequest request = CancelScheduleRequest.newBuilder()
                .setQueueUrl(queue)
                .setScheduleId(id)
                .setRequestId(calls.requestId())
                .build();
        return calls.call(QueueServiceGrpc.getCancelScheduleMethod(), request, queue, Done::of);
    }

    Pending<?, Instant> reschedule(String queue, String id, ScheduleTime time) {
        RescheduleMessageRequest.Builder request = RescheduleMessageRequest.newBuilder()
                .setQueueUrl(queue)
                .setScheduleId(id)
                .setRequestId(calls.requestId());
        if (time instanceof ScheduleTime.Once once) {
            request.setAtTimestamp(once.at().toEpochMilli());
        } else {
            request.setRecurrence(recurrence(time));
        }
        return calls.call(
                QueueServiceGrpc.getRescheduleMessageMethod(),
                request.build(),
                queue,
                response -> Instant.ofEpochMilli(response.getNextTimestamp()));
    }

    Pending<?, ScheduledMessage> get(String queue, String id) {
        GetScheduleRequest request = GetScheduleRequest.newBuilder()
                .setQueueUrl(queue)
                .setScheduleId(id)
                .build();
        return calls.call(QueueServiceGrpc.getGetScheduleMethod(), request, queue, ScheduleCalls::message);
    }

    Pending<?, SchedulePage> list(String queue, int pageMax, String nextToken) {
        ListSchedulesRequest request = ListSchedulesRequest.newBuilder()
                .setQueueUrl(queue)
                .setMaxResults(pageMax)
                .setNextToken(nextToken)
                .build();
        return calls.call(
                QueueServiceGrpc.getListSchedulesMethod(),
                request,
                queue,
                page -> new SchedulePage(
                        page.getSchedulesList().stream()
                                .map(ScheduleCalls::info)
                                .toList(),
                        page.getNextToken(),
                        page.getTotal()));
    }

    private static Recurrence recurrence(ScheduleTime time) {
        Recurrence.Builder recurrence = Recurrence.newBuilder();
        Bounds bounds = Bounds.NONE;
        if (time instanceof ScheduleTime.Cron cron) {
            recurrence.setCron(cron.expression()).setTimeZone(cron.timeZone());
            bounds = cron.bounds();
        } else if (time instanceof ScheduleTime.Rate rate) {
            recurrence.setRateMillis(rate.every().toMillis());
            bounds = rate.bounds();
        }
        if (bounds.start() != null) {
            recurrence.setStartTimestamp(bounds.start().toEpochMilli());
        }
        if (bounds.end() != null) {
            recurrence.setEndTimestamp(bounds.end().toEpochMilli());
        }
        if (bounds.maxRuns() != null) {
            recurrence.setMaxRuns(bounds.maxRuns());
        }
        return recurrence.setMissedRuns(bounds.skipMissed() ? SKIP : "").build();
    }

    private static ScheduleInfo info(Schedule schedule) {
        Instant next = Instant.ofEpochMilli(schedule.getNextTimestamp());
        return new ScheduleInfo(
                schedule.getScheduleId(),
                next,
                schedule.hasRecurrence() ? time(schedule.getRecurrence()) : new ScheduleTime.Once(next),
                schedule.getRuns(),
                Instant.ofEpochMilli(schedule.getCreatedTimestamp()),
                schedule.getMessageBytes(),
                schedule.getMessageGroupId());
    }

    private static ScheduleTime time(Recurrence recurrence) {
        Bounds bounds = new Bounds(
                null,
                recurrence.hasEndTimestamp() ? Instant.ofEpochMilli(recurrence.getEndTimestamp()) : null,
                recurrence.hasMaxRuns() ? (Long) recurrence.getMaxRuns() : null,
                recurrence.getMissedRuns().equals(SKIP));
        return recurrence.getCron().isEmpty()
                ? new ScheduleTime.Rate(Duration.ofMillis(recurrence.getRateMillis()), bounds)
                : new ScheduleTime.Cron(recurrence.getCron(), recurrence.getTimeZone(), bounds);
    }

    private static ScheduledMessage message(GetScheduleResponse response) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        response.getMessageAttributesMap().forEach((name, attribute) -> {
            MessageAttributeValue.Builder value =
                    MessageAttributeValue.newBuilder().setDataType(attribute.getDataType());
            values.put(
                    name,
                    attribute.hasBinaryValue()
                            ? value.setBinaryValue(attribute.getBinaryValue()).build()
                            : value.setStringValue(attribute.getStringValue()).build());
        });
        return new ScheduledMessage(info(response.getSchedule()), response.getMessageBody(), Wire.attributes(values));
    }

    private static Map<String, ScheduledAttribute> scheduled(Map<String, MessageAttributeValue> values) {
        Map<String, ScheduledAttribute> attributes = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            ScheduledAttribute.Builder attribute =
                    ScheduledAttribute.newBuilder().setDataType(value.getDataType());
            attributes.put(
                    name,
                    value.hasBinaryValue()
                            ? attribute.setBinaryValue(value.getBinaryValue()).build()
                            : attribute.setStringValue(value.getStringValue()).build());
        });
        return attributes;
    }
}
