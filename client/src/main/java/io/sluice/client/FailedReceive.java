package io.sluice.client;

import java.time.Instant;

/**
 * A receive of a message that came to nothing.
 *
 * @param receiveNumber its number among the receives of the message, from 1
 * @param consumerName who had received, as far as that was said; else empty
 * @param reason as its consumer said, or {@code released} or {@code timeout}
 */
public record FailedReceive(long receiveNumber, String consumerName, Instant received, Instant failed, String reason) {
    static FailedReceive of(io.sluice.api.v1.FailedReceive receive) {
        return new FailedReceive(
                receive.getReceiveNumber(),
                receive.getConsumerName(),
                Instant.ofEpochMilli(receive.getReceivedTimestamp()),
                Instant.ofEpochMilli(receive.getFailedTimestamp()),
                receive.getReason());
    }
}
