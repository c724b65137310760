package io.sluice.node.command;

/**
 * A message that is in no queue, with all that is known of it, so that it can be put into one or back.
 *
 * @param sentMillis log time of its send
 * @param leases how often it was received
 * @param firstReceivedMillis 0 when never
 * @param lastReceivedMillis 0 when never
 */
public record Letter(
        Origin origin,
        long sentMillis,
        long leases,
        long firstReceivedMillis,
        long lastReceivedMillis,
        Bytes payload) {}
