package io.sluice.node.state.queue;

import io.sluice.node.command.Delivery;

/**
 * Counters and cursors of a queue. Sequences below {@code cursor} were received at least once or
 * are gone; those from it to {@code nextSequence} were never received and are all there.
 *
 * @param returned messages visible again after a lease or a delay
 * @param leased messages leased, also those whose lease has run out but is not settled
 * @param delayed messages delayed, also those whose delay has run out but is not settled
 * @param dueFloorMillis no due row is earlier; {@link Long#MAX_VALUE} when there is none
 * @param receives how many receives were done; alternates between returned and fresh messages
 * @param prompt spans of the messages that were visible at once
 * @param late spans of the messages that were delayed at first
 * @param nextReturn number of the next return of a message; returned messages are taken in the order of these
 * @param returnFloor no returned message has a smaller number
 * @param arrivals the messages that came from other queues
 * @param delivery how it gives its messages
 * @param keys the idempotency keys that it remembers
 * @param lifetimes the messages that live for a time of their own
 * @param tenants what is visible in strands; on a FIFO queue nothing
 */
public record QueueStateRow(
        long nextSequence,
        long nextDelayed,
        long cursor,
        long returned,
        long leased,
        long delayed,
        long purgedMillis,
        long dueFloorMillis,
        long receives,
        Spans prompt,
        Spans late,
        long nextReturn,
        long returnFloor,
        ArrivalsCount arrivals,
        Delivery delivery,
        KeysCount keys,
        LifetimesCount lifetimes,
        TenantsCount tenants) {
    /** A queue without a message. */
    public static final QueueStateRow EMPTY = new QueueStateRow(
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            Long.MAX_VALUE,
            0,
            Spans.NONE,
            Spans.NONE,
            1,
            1,
            ArrivalsCount.NONE,
            Delivery.FREE,
            KeysCount.NONE,
            LifetimesCount.NONE,
            TenantsCount.NONE);

    /**
     * The spans of one space of sequences.
     *
     * @param first sequence at which the first span begins; 0 when there is none
     * @param firstMillis log time at which it begins
     * @param lastMillis log time at which the last span begins
     */
    public record Spans(long first, long firstMillis, long lastMillis) {
        /** No span. */
        public static final Spans NONE = new Spans(0, 0, 0);
    }
}
