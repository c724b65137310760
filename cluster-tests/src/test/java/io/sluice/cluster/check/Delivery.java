package io.sluice.cluster.check;

/**
 * A message as a receive handed it out.
 *
 * @param messageId stable identity of the message
 * @param digest digest of its body and attributes, made by the receiver
 * @param receipt the receipt handle
 * @param receiveCount how many leases of it were granted, this one included
 * @param place where it stands in a FIFO queue; {@link Place#NONE} in a standard one
 */
public record Delivery(String messageId, String digest, String receipt, int receiveCount, Place place) {
    /** A message of a standard queue. */
    public Delivery(String messageId, String digest, String receipt, int receiveCount) {
        this(messageId, digest, receipt, receiveCount, Place.NONE);
    }
}
