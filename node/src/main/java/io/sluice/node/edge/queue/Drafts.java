package io.sluice.node.edge.queue;

import io.sluice.api.v1.MessageAttributeValue;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.Outgoing;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.edge.call.Checked;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Checks messages that users send, and seals them. The queue's own size limit is the machine's to check. */
final class Drafts {
    /** Longest message of any queue (AWS: 1 MiB). */
    static final int MESSAGE_BYTES_MAX = 1 << 20;

    private static final String ENTRY = "SendMessageBatchRequestEntry.";

    private final Digests digests;
    private final String senderId;

    Drafts(Digests digests, String senderId) {
        this.digests = digests;
        this.senderId = senderId;
    }

    /** What users give, be it alone or in a batch. */
    private record Given(
            String prefix,
            String body,
            OptionalLong delaySeconds,
            Map<String, MessageAttributeValue> attributes,
            Map<String, MessageAttributeValue> systemAttributes,
            String deduplicationId,
            String groupId) {}

    /** A message sent alone. */
    Checked<Draft> of(SendMessageRequest request) {
        OptionalLong delay =
                request.hasDelaySeconds() ? OptionalLong.of(request.getDelaySeconds()) : OptionalLong.empty();
        return draft(new Given(
                "",
                request.getMessageBody(),
                delay,
                request.getMessageAttributesMap(),
                request.getMessageSystemAttributesMap(),
                request.getMessageDeduplicationId(),
                request.getMessageGroupId()));
    }

    /** A message of a batch; entries count from 1. */
    Checked<Draft> of(SendMessageBatchRequestEntry entry, int number) {
        OptionalLong delay = entry.hasDelaySeconds() ? OptionalLong.of(entry.getDelaySeconds()) : OptionalLong.empty();
        return draft(new Given(
                ENTRY + number + ".",
                entry.getMessageBody(),
                delay,
                entry.getMessageAttributesMap(),
                entry.getMessageSystemAttributesMap(),
                entry.getMessageDeduplicationId(),
                entry.getMessageGroupId()));
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
        if (!given.deduplicationId().isEmpty()) {
            return QueueErrors.invalid(
                    "The request include parameter MessageDeduplicationId which is not valid for" + " this queue type");
        }
        ApiError error = MessageGroups.problem(given.groupId());
        if (error == null && given.delaySeconds().isPresent()) {
            error = Receives.delay(given.delaySeconds().getAsLong());
        }
        return error == null ? TraceHeader.problem(given.systemAttributes()) : error;
    }

    private Checked<Draft> seal(Given given, List<UserAttribute> attributes) {
        byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
        if (!MessageText.isLegal(body)) {
            return Checked.bad(QueueErrors.characters());
        }
        long sizeBytes = (long) body.length + UserAttributes.sizeBytes(attributes);
        if (sizeBytes > MESSAGE_BYTES_MAX) {
            String limit = Integer.toString(MESSAGE_BYTES_MAX);
            return Checked.bad(given.prefix().isEmpty() ? QueueErrors.tooLong(limit) : QueueErrors.entryTooLong(limit));
        }
        byte[] bodyMd5 = digests.ofBody(body);
        String trace = TraceHeader.of(given.systemAttributes());
        Bytes payload = Payloads.seal(body, bodyMd5, attributes, trace, senderId, given.groupId());
        OptionalLong delayMillis = given.delaySeconds().isPresent()
                ? OptionalLong.of(given.delaySeconds().getAsLong() * 1000)
                : OptionalLong.empty();
        return Checked.good(new Draft(
                new Outgoing(payload, (int) sizeBytes, delayMillis),
                Digests.hex(bodyMd5),
                attributes.isEmpty() ? "" : digests.ofAttributes(attributes),
                trace.isEmpty() ? "" : digests.ofAttributes(TraceHeader.asAttributes(trace))));
    }
}
