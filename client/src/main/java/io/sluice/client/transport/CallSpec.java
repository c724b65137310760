package io.sluice.client.transport;

import java.time.Duration;

/**
 * How a call is to be carried.
 *
 * @param leaderKey what the call is about, so that it goes to the node that leads it; empty for
 *     calls that any node serves equally well
 * @param timeout when the whole call ends, retries included
 * @param heldFor how long the node may hold the call before it answers, added to each attempt's timeout
 */
public record CallSpec(String leaderKey, Duration timeout, Duration heldFor) {

    /** A call that the node answers at once. */
    public static CallSpec prompt(String leaderKey, Duration timeout) {
        return new CallSpec(leaderKey, timeout, Duration.ZERO);
    }
}
