package io.sluice.client;

import java.time.Duration;

/**
 * What a queue gives at most; a message counts each time that it is received.
 *
 * @param messages how many in {@code per}, evenly, 1 to 1,000,000; 0: no limit by time. What one second allows may come
 *     at once, and one message always may
 * @param per 1 second to 1 day, in whole seconds
 * @param inFlight how many in flight, 1 to 120,000; 0: no limit but that of AWS
 * @param groupMessages how many of each message group in {@code groupPer}; 0: no limit by time
 * @param groupPer 1 second to 1 day, in whole seconds
 * @param groupInFlight how many of each message group in flight, 1 to 120,000; 0: no limit
 */
public record DeliveryLimits(
        int messages, Duration per, int inFlight, int groupMessages, Duration groupPer, int groupInFlight) {
    /** No limits. */
    public static DeliveryLimits none() {
        return new DeliveryLimits(0, Duration.ofSeconds(1), 0, 0, Duration.ofSeconds(1), 0);
    }

    /** The same with so many messages in such a time. */
    public DeliveryLimits withRate(int count, Duration time) {
        return new DeliveryLimits(count, time, inFlight, groupMessages, groupPer, groupInFlight);
    }

    /** The same with so many messages in flight. */
    public DeliveryLimits withInFlight(int count) {
        return new DeliveryLimits(messages, per, count, groupMessages, groupPer, groupInFlight);
    }

    /** The same with so many messages of each message group in such a time. */
    public DeliveryLimits withGroupRate(int count, Duration time) {
        return new DeliveryLimits(messages, per, inFlight, count, time, groupInFlight);
    }

    /** The same with so many messages of each message group in flight. */
    public DeliveryLimits withGroupInFlight(int count) {
        return new DeliveryLimits(messages, per, inFlight, groupMessages, groupPer, count);
    }
}
