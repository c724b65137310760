package io.sluice.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done to a message.
 *
 * @param event {@code SENT}, {@code SCHEDULED}, {@code ARRIVED}, {@code LEASED}, {@code EXTENDED}, {@code RELEASED},
 *     {@code DELETED}, {@code DEAD_LETTERED}, {@code MOVED}, {@code PURGED} or {@code EXPIRED}
 * @param at when
 * @param receiveNumber the receive that it is about, from 1; 0 for none
 * @param hiddenUntil until when it hides the message; null when it does not
 * @param who the schedule, the other queue, the consumer, or the reason; empty where it was not told
 */
public record TraceEntry(
        String event,
        Instant at,
        long receiveNumber,
        @Nullable Instant hiddenUntil,
        String who) {}
