package io.sluice.client;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/**
 * Messages for a later time, once or again and again. A queue is named by its name or its URL. Every
 * method throws {@link SluiceException} when there is no good answer within {@link ClientConfig#callTimeout}.
 * Thread-safe.
 */
public final class ScheduleClient {
    private final ScheduleCalls calls;
    private final ClientConfig config;

    ScheduleClient(ScheduleCalls calls, ClientConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /** Has a message sent later, under an id that the server gives. */
    public Scheduled schedule(String queue, OutgoingMessage message, ScheduleTime time) {
        return schedule(queue, "", message, time);
    }

    /**
     * Has a message sent later.
     *
     * @param id 1 to 80 of letters, digits, hyphen, underscore and dot, distinct in the queue; empty: the server
     *     gives one
     * @param message its delay counts for nothing
     */
    public Scheduled schedule(String queue, String id, OutgoingMessage message, ScheduleTime time) {
        return calls.schedule(queue, id, message, time).await();
    }

    /** The same, not awaited. */
    public CompletableFuture<Scheduled> scheduleAsync(
            String queue, String id, OutgoingMessage message, ScheduleTime time) {
        return calls.schedule(queue, id, message, time).future(config.callbacks());
    }

    /** Ends a schedule; what it has sent stays. */
    public void cancel(String queue, String id) {
        calls.cancel(queue, id).await();
    }

    /**
     * Changes when a schedule sends; gives the next time. {@link ScheduleTime.Once} moves the next run, also of what
     * recurs; anything else is its new rule, by which runs are counted anew.
     */
    public Instant reschedule(String queue, String id, ScheduleTime time) {
        return calls.reschedule(queue, id, time).await();
    }

    /** A schedule with its message. */
    public ScheduledMessage get(String queue, String id) {
        return calls.get(queue, id).await();
    }

    /** A page of at most {@code pageMax}, 1 to 1000, schedules by time; an empty token asks for the first. */
    public SchedulePage list(String queue, int pageMax, String nextToken) {
        return calls.list(queue, pageMax, nextToken).await();
    }
}
