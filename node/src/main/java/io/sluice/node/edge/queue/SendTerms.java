package io.sluice.node.edge.queue;

import io.sluice.api.v1.ScheduleMessageRequest;
import io.sluice.api.v1.SendMessageBatchRequestEntry;
import io.sluice.api.v1.SendMessageRequest;
import io.sluice.node.command.Bytes;
import io.sluice.node.command.QueueCommand.IdempotencyKey;
import io.sluice.node.edge.call.ApiError;
import io.sluice.node.model.Limits;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What a send may say beside what AWS knows.
 *
 * @param key under which it is sent once; empty for none
 * @param windowSeconds how long the key is remembered; empty: as long as the queue says
 * @param ttlSeconds how long the message lives; empty: as long as the queue keeps it
 * @param occasion what else must be the same for a repetition, such as when a schedule sends; empty for a send
 */
record SendTerms(String key, OptionalInt windowSeconds, OptionalInt ttlSeconds, String occasion) {
    private static final long MILLIS_PER_SECOND = 1000;

    /** Of a message that is sent alone. */
    static SendTerms of(SendMessageRequest request) {
        return new SendTerms(
                request.getIdempotencyKey(),
                request.hasIdempotencyWindowSeconds()
                        ? OptionalInt.of(request.getIdempotencyWindowSeconds())
                        : OptionalInt.empty(),
                request.hasTimeToLiveSeconds() ? OptionalInt.of(request.getTimeToLiveSeconds()) : OptionalInt.empty(),
                "");
    }

    /** Of a message of a batch. */
    static SendTerms of(SendMessageBatchRequestEntry entry) {
        return new SendTerms(
                entry.getIdempotencyKey(),
                entry.hasIdempotencyWindowSeconds()
                        ? OptionalInt.of(entry.getIdempotencyWindowSeconds())
                        : OptionalInt.empty(),
                entry.hasTimeToLiveSeconds() ? OptionalInt.of(entry.getTimeToLiveSeconds()) : OptionalInt.empty(),
                "");
    }

    /** Of a schedule of that id: as its sender said when, and not as the node understood it. */
    static SendTerms of(ScheduleMessageRequest request, String scheduleId) {
        return new SendTerms(
                request.getIdempotencyKey(),
                request.hasIdempotencyWindowSeconds()
                        ? OptionalInt.of(request.getIdempotencyWindowSeconds())
                        : OptionalInt.empty(),
                request.hasTimeToLiveSeconds() ? OptionalInt.of(request.getTimeToLiveSeconds()) : OptionalInt.empty(),
                scheduleId + " " + request.getAtTimestamp() + " "
                        + request.getRecurrence().toByteString().toString(StandardCharsets.ISO_8859_1));
    }

    /** What is wrong with them; null when nothing is. The queue's own limits are the machine's to check. */
    @Nullable
    ApiError problem() {
        ApiError error = MessageGroups.keyProblem(key);
        if (error == null && windowSeconds.isPresent()) {
            int seconds = windowSeconds.getAsInt();
            boolean fits = seconds >= 1 && seconds <= Limits.KEY_WINDOW_MILLIS_MAX / MILLIS_PER_SECOND;
            error = key.isEmpty() || !fits ? SendErrors.window(seconds) : null;
        }
        return error == null && ttlSeconds.isPresent() && ttlSeconds.getAsInt() < 1
                ? SendErrors.lifetime(ttlSeconds.getAsInt())
                : error;
    }

    /** How long the message lives. */
    OptionalLong ttlMillis() {
        return ttlSeconds.isPresent()
                ? OptionalLong.of(ttlSeconds.getAsInt() * MILLIS_PER_SECOND)
                : OptionalLong.empty();
    }

    /**
     * The key with the digest of what is sent. A trace header does not count, for a retry has another one; and neither
     * does who sends.
     *
     * @param message body, attributes, group and deduplication id, sealed without anything else
     */
    Optional<IdempotencyKey> sealed(Bytes message, OptionalLong delayMillis, int priority, Digests digests) {
        // The default counts as none, so that keys which are remembered since before priorities did count still hold.
        String rank = priority == Limits.PRIORITY_DEFAULT ? "" : " " + priority;
        byte[] how = (delayMillis + " " + ttlSeconds + rank).getBytes(StandardCharsets.UTF_8);
        byte[] content = digests.ofContent(message.array(), how, occasion.getBytes(StandardCharsets.UTF_8));
        OptionalLong windowMillis = windowSeconds.isPresent()
                ? OptionalLong.of(windowSeconds.getAsInt() * MILLIS_PER_SECOND)
                : OptionalLong.empty();
        return Optional.of(new IdempotencyKey(key, windowMillis, new Bytes(content)));
    }
}
