package io.sluice.client.consumer;

/**
 * What a consumer has done so far.
 *
 * @param received messages that came
 * @param acknowledged messages deleted for good
 * @param released messages given back
 * @param failedHandlings handlers that threw
 * @param failedSteps receipts for which an acknowledge or release did not take effect; such messages
 *     come again
 * @param streams streams opened, the first included
 * @param inHand messages waiting, handled or being settled now
 * @param creditOpen messages the node may still push
 * @param leasesLost messages that a session lost before they were settled
 * @param withheld what keeps messages back now, as the node told last, such as {@code paused}; empty for nothing
 */
public record ConsumerStats(
        long received,
        long acknowledged,
        long released,
        long failedHandlings,
        long failedSteps,
        long streams,
        int inHand,
        int creditOpen,
        long leasesLost,
        String withheld) {}
