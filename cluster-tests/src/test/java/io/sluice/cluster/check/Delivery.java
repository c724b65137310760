package io.sluice.cluster.check;

/**
 * A message as a receive handed it out.
 *
 * @param messageId stable identity of the message
 * @param digest digest of its body and attributes, made by the receiver
 * @param receipt the receipt handle
 * @param receiveCount how many leases of it were granted, this one included
 */
public record Delivery(String messageId, String digest, String receipt, int receiveCount) {}
