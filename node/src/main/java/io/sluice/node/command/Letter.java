package io.sluice.node.command;

import io.sluice.node.model.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message that is in no queue, with all that is known of it, so that it can be put into one or back.
 *
 * @param sentMillis log time of its send
 * @param leases how often it was received
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 * @param place where it stood, if the queue that it has left is a FIFO queue
 * @param life what else is known of it
 * @param death how it becomes a dead letter, if it is to be one
 * @param tenant its message group, if the queue that it has left is a standard one; empty for none
 * @param priority {@link Limits#PRIORITY_DEFAULT} unless its sender gave another
 */
public record Letter(
        Origin origin,
        long sentMillis,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        Bytes payload,
        Optional<Place> place,
        Life life,
        Optional<Death> death,
        String tenant,
        int priority) {
    /** A message without a tenant, of no special priority. */
    public Letter(
            Origin origin,
            long sentMillis,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            Bytes payload,
            Optional<Place> place,
            Life life,
            Optional<Death> death) {
        this(
                origin,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                payload,
                place,
                life,
                death,
                "",
                Limits.PRIORITY_DEFAULT);
    }

    /** A message of which nothing else is known. */
    public Letter(
            Origin origin,
            long sentMillis,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            Bytes payload,
            Optional<Place> place) {
        this(
                origin,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                payload,
                place,
                Life.PLAIN,
                Optional.empty());
    }

    /** A message that is not about to become a dead letter. */
    public Letter(
            Origin origin,
            long sentMillis,
            long leases,
            long firstReceivedMillis,
            long lastReceivedMillis,
            Bytes payload,
            Optional<Place> place,
            Life life) {
        this(
                origin,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                payload,
                place,
                life,
                Optional.empty());
    }

    /**
     * The place of a message in a FIFO queue.
     *
     * @param group its message group
     * @param sequence its sequence in the queue that it has left
     */
    public record Place(String group, long sequence) {}

    /** The same message come from somewhere else. */
    public Letter from(Origin newOrigin) {
        return with(newOrigin, payload, life, death);
    }

    /** The same message with nothing else known of it. */
    public Letter plain() {
        return with(origin, payload, Life.PLAIN, Optional.empty());
    }

    /** The same without its payload. */
    public Letter withoutPayload() {
        return with(origin, Bytes.EMPTY, life, death);
    }

    /** What a redrive has brought, as the dead letter that it was, with the payload that it has. */
    public Letter revived(Bytes body) {
        Death unknown = new Death(Death.Cause.RECEIVES, 0, List.of());
        return with(origin, body, life, origin.death().or(() -> Optional.of(unknown)));
    }

    /** The same message about to become a dead letter: how it failed in former queues is known as well. */
    public Letter dying(Death.Cause cause, long nowMillis) {
        List<Attempt> failed = new ArrayList<>(origin.death().map(Death::failed).orElse(List.of()));
        failed.addAll(life.failed());
        int tooMany = Math.max(0, failed.size() - Limits.ATTEMPTS_KEPT_MAX);
        Death newest = new Death(cause, nowMillis, failed.subList(tooMany, failed.size()));
        return with(origin, payload, life, Optional.of(newest));
    }

    /** The same message with what can be said of it anew; where it stood and how it was received stays. */
    private Letter with(Origin newOrigin, Bytes newPayload, Life newLife, Optional<Death> newDeath) {
        return new Letter(
                newOrigin,
                sentMillis,
                leases,
                firstReceivedMillis,
                lastReceivedMillis,
                newPayload,
                place,
                newLife,
                newDeath,
                tenant,
                priority);
    }

    /** Its message group; empty when it has none. */
    public String group() {
        return place.map(Place::group).orElse(tenant);
    }
}
