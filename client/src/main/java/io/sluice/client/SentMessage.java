package io.sluice.client;

/**
 * A message that is on a majority of disks.
 *
 * @param messageId its identity
 * @param md5OfBody lower-case hex MD5 of the body in UTF-8
 * @param md5OfAttributes MD5 of the attributes in AWS's encoding; empty when there are none
 * @param sequenceNumber for FIFO queues, 20 digits; else empty
 * @param replayed the answer of an earlier send under the same key
 */
public record SentMessage(
        String messageId, String md5OfBody, String md5OfAttributes, String sequenceNumber, boolean replayed) {}
