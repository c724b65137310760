package io.sluice.node.edge.queue;

import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.ScheduledAttribute;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.IdempotencyKey;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import io.sluice.node.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Checks messages that users send, and seals them. The queue's own size limit is the machine's to check. The id of the
 * sender that a message shows is his account.
 */
final class Drafts {
    /** Longest message of any queue (AWS: 1 MiB). */
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    private static final String ENTRY = "SendMessageBatchRequestEntry.";

    private final Digests digests;

    Drafts(Digests digests) {
        this.digests = digests;
    }

    /** What users give, be it alone or in a batch. */
    private record Given(
            String prefix,
            String senderId,
            String body,
            OptionalLong delaySeconds,
            Map<String, MessageAttributeValue> attributes,
            Map<String, MessageAttributeValue> systemAttributes,
            String deduplicationId,
            String groupId,
            boolean fifo,
            SendTerms terms,
            int priority) {}

    /** A message sent alone, to a FIFO queue or to a standard one. */
    Checked<Draft> of(String senderId, SendMessageRequest request, boolean fifo) {
        OptionalLong delay =
                request.hasDelaySeconds() ? OptionalLong.of(request.getDelaySeconds()) : OptionalLong.empty();
        return draft(new Given(
                "",
                senderId,
                request.getMessageBody(),
                delay,
                request.getMessageAttributesMap(),
                request.getMessageSystemAttributesMap(),
                request.getMessageDeduplicationId(),
                request.getMessageGroupId(),
                fifo,
                SendTerms.of(request),
                request.hasPriority() ? request.getPriority() : Limits.PRIORITY_DEFAULT));
    }

    /**
     * A message that is scheduled. On a FIFO queue it shows its schedule's id where a message shows its
     * deduplication id, unless it was given one.
     */
    Checked<Draft> of(String senderId, ScheduleMessageRequest request, String scheduleId, boolean fifo) {
        String given = request.getMessageDeduplicationId();
        return draft(new Given(
                "",
                senderId,
                request.getMessageBody(),
                OptionalLong.empty(),
                values(request.getMessageAttributesMap()),
                values(request.getMessageSystemAttributesMap()),
                fifo && given.isEmpty() ? scheduleId : given,
                request.getMessageGroupId(),
                fifo,
                SendTerms.of(request, scheduleId),
                request.hasPriority() ? request.getPriority() : Limits.PRIORITY_DEFAULT));
    }

    private static Map<String, MessageAttributeValue> values(Map<String, ScheduledAttribute> attributes) {
        Map<String, MessageAttributeValue> values = new LinkedHashMap<>();
        attributes.forEach((name, attribute) -> {
            MessageAttributeValue.Builder value =
                    MessageAttributeValue.newBuilder().setDataType(attribute.getDataType());
            if (attribute.hasStringValue()) {
                value.setStringValue(attribute.getStringValue());
            }
            if (attribute.hasBinaryValue()) {
                value.setBinaryValue(attribute.getBinaryValue());
            }
            values.put(name, value.build());
        });
        return values;
    }

    /** A message of a batch; entries count from 1. */
    Checked<Draft> of(String senderId, SendMessageBatchRequestEntry entry, int number, boolean fifo) {
        OptionalLong delay = entry.hasDelaySeconds() ? OptionalLong.of(entry.getDelaySeconds()) : OptionalLong.empty();
        return draft(new Given(
                ENTRY + number + ".",
                senderId,
                entry.getMessageBody(),
                delay,
                entry.getMessageAttributesMap(),
                entry.getMessageSystemAttributesMap(),
                entry.getMessageDeduplicationId(),
                entry.getMessageGroupId(),
                fifo,
                SendTerms.of(entry),
                entry.hasPriority() ? entry.getPriority() : Limits.PRIORITY_DEFAULT));
    }

    private Checked<Draft> draft(Given given) {
        ApiError error = problem(given);
        if (error != null) {
            return Checked.bad(error);
        }
        return UserAttributes.check(given.attributes()).then(attributes -> seal(given, attributes));
    }

    private static @Nullable ApiError problem(Given given) {
        if (given.body().isEmpty()) {
            return QueueErrors.missing(given.prefix() + "MessageBody");
        }
        if (given.fifo() && given.groupId().isEmpty()) {
            return QueueErrors.missing("MessageGroupId");
        }
        ApiError error = MessageGroups.problem(given.groupId());
        if (error == null) {
            error = MessageGroups.deduplicationProblem(given.deduplicationId());
        }
        if (error == null && !given.fifo() && !given.deduplicationId().isEmpty()) {
            error = QueueErrors.invalid(
                    "The request include parameter MessageDeduplicationId which is not valid for this queue type");
        }
        if (error == null && given.delaySeconds().isPresent()) {
            error = delayProblem(given.delaySeconds().getAsLong(), given.fifo());
        }
        if (error == null) {
            error = given.terms().problem();
        }
        if (error == null && (given.priority() < 0 || given.priority() > Limits.PRIORITY_MAX)) {
            error = QueueErrors.value(
                    given.priority(), "Priority", "Must be between 0 and " + Limits.PRIORITY_MAX + ", if provided.");
        }
        if (error == null && given.fifo() && given.priority() != Limits.PRIORITY_DEFAULT) {
            error = QueueErrors.noPriorities();
        }
        return error == null ? TraceHeader.problem(given.systemAttributes()) : error;
    }

    /** On a FIFO queue only the queue delays: 0 says no more than nothing (AWS-validated behaviour). */
    private static @Nullable ApiError delayProblem(long seconds, boolean fifo) {
        ApiError error = Receives.delay(seconds);
        return error == null && fifo && seconds > 0 ? QueueErrors.notForThisType(seconds, "DelaySeconds") : error;
    }

    private Checked<Draft> seal(Given given, List<UserAttribute> attributes) {
        if (!MessageText.isLegal(given.body())) {
            return Checked.bad(QueueErrors.characters());
        }
        byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
        long sizeBytes = (long) body.length + UserAttributes.sizeBytes(attributes);
        if (sizeBytes > MESSAGE_BYTES_MAX) {
            String limit = Integer.toString(MESSAGE_BYTES_MAX);
            return Checked.bad(given.prefix().isEmpty() ? QueueErrors.tooLong(limit) : QueueErrors.entryTooLong(limit));
        }
        byte[] bodyMd5 = digests.ofBody(body);
        String trace = TraceHeader.of(given.systemAttributes());
        // Whether the queue makes ids from bodies is for the queue to say.
        boolean byContent = given.fifo() && given.deduplicationId().isEmpty();
        String deduplicationId = byContent ? digests.deduplicationId(body) : given.deduplicationId();
        Bytes payload =
                Payloads.seal(body, bodyMd5, attributes, trace, given.senderId(), given.groupId(), deduplicationId);
        OptionalLong delayMillis = given.delaySeconds().isPresent() && !given.fifo()
                ? OptionalLong.of(given.delaySeconds().getAsLong() * 1000)
                : OptionalLong.empty();
        SendTerms terms = given.terms();
        Optional<IdempotencyKey> key = Optional.empty();
        if (!terms.key().isEmpty()) {
            Bytes content = Payloads.seal(body, bodyMd5, attributes, "", "", given.groupId(), given.deduplicationId());
            key = terms.sealed(content, delayMillis, given.priority(), digests);
        }
        Outgoing outgoing = new Outgoing(
                payload,
                (int) sizeBytes,
                delayMillis,
                given.groupId(),
                given.fifo() ? deduplicationId : "",
                byContent,
                terms.ttlMillis(),
                key,
                given.priority());
        return Checked.good(new Draft(
                outgoing,
                Digests.hex(bodyMd5),
                attributes.isEmpty() ? "" : digests.ofAttributes(attributes),
                trace.isEmpty() ? "" : digests.ofAttributes(TraceHeader.asAttributes(trace))));
    }
}
